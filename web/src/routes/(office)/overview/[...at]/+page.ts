import { error } from '@sveltejs/kit'
import { roomAt } from '../rooms.ts'

/** Opens the room that an address names, and only then fetches it. */
export async function load({ params }: { params: { at: string } }) {
  const found = roomAt(params.at)
  if (!found) error(404, 'There is no such page in the overview.')
  const { default: Room } = await found.open()
  return { Room, subject: found.subject }
}
