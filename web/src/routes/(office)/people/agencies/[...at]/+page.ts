import { error } from '@sveltejs/kit'

// A function each: of imports chosen between by ?: the bundler prepares the styles of the last alone.
const directory = () => import('../directory/Directory.svelte')
const glossary = () => import('../glossary/Glossary.svelte')
const oneAgency = () => import('../directory/OneAgency.svelte')

/** The directory, one agency of it, or the glossary: one route, so that a phone loads one name. */
export async function load({ params }: { params: { at: string } }) {
  const [id = '', ...more] = params.at.split('/')
  if (more.length > 0) error(404, 'There is no such page.')
  const open = id === '' ? directory : id === 'glossary' ? glossary : oneAgency
  const { default: Room } = await open()
  return { Room, id }
}
