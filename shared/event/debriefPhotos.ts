import type { ShownPhoto } from '../photo/shown.ts'
import type { Event } from './event.ts'
import { MOST_PHOTOS } from './parts.ts'

type Choice = Pick<Event, 'debriefPhotoIds'>

/**
 * The photos that a debrief shows, of those of its day that are kept (oldest first): those chosen by who
 * leads it, or the latest. One that is gone since is not missed.
 */
export function chosenPhotos(
  { debriefPhotoIds }: Choice,
  kept: readonly ShownPhoto[],
): ShownPhoto[] {
  if (!debriefPhotoIds) return kept.slice(-MOST_PHOTOS)
  return kept.filter(({ id }) => debriefPhotoIds.includes(id)).slice(0, MOST_PHOTOS)
}

/** The choice once a photo is taken in or left out. */
export function tickedPhoto(
  event: Choice,
  kept: readonly ShownPhoto[],
  photoId: string,
  isOn: boolean,
): { debriefPhotoIds: string[] } {
  const before = new Set(chosenPhotos(event, kept).map(({ id }) => id))
  const ids = kept.map(({ id }) => id)
  return { debriefPhotoIds: ids.filter((id) => (id === photoId ? isOn : before.has(id))) }
}
