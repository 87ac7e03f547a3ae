import { error } from '@sveltejs/kit'

/** The directory, one agency of it, or the glossary: one route, so that a phone loads one name. */
export async function load({ params }: { params: { at: string } }) {
  const [word = '', ...more] = params.at.split('/')
  if (more.length > 0) error(404, 'There is no such page.')
  const { default: Room } = await (word === ''
    ? import('../directory/Directory.svelte')
    : word === 'glossary'
      ? import('../glossary/Glossary.svelte')
      : import('../directory/OneAgency.svelte'))
  return { Room, id: word }
}
