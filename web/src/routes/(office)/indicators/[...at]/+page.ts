import { error } from '@sveltejs/kit'
import { roomAt } from '../rooms.ts'

/** Opens the room that an address names, and only then fetches it. */
export async function load({ params }: { params: { at: string } }) {
  const found = roomAt(params.at)
  if (!found) error(404, 'There is no such page among the indicators.')
  const { default: Room } = await found.room.open()
  return { Room, indicatorId: found.indicatorId }
}
