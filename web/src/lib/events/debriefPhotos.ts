import { keptDays } from '../../../../shared/partnership/partnership.ts'
import { tickedPhoto } from '../../../../shared/event/debriefPhotos.ts'
import type { PictureShown } from '../../../../shared/governance/minutesOf.ts'
import { isKeptOn, shownPhotos } from '../../../../shared/photo/shown.ts'
import type { ShownPhoto } from '../../../../shared/photo/shown.ts'
import { findingsAtEvent, streetOf } from '../findings/findings.ts'
import { readPicture } from '../photos/read.ts'
import type { Bytes } from '../photos/read.ts'
import type { Shell } from '../shell.svelte.ts'
import { TransportError } from '../sync/transport.ts'
import { capital } from '../words.ts'
import { changeEvent } from './events.ts'
import type { Day } from './events.ts'
import { entriesAt } from './tally.ts'

/** The photos of a day: of the event, of what was logged at it and of what was found. Oldest first. */
export function photosOfDay(shell: Shell, event: Day): ShownPhoto[] {
  const its = new Set([event.id, ...entriesAt(shell, event.id).map(({ id }) => id)])
  for (const { finding, joined } of findingsAtEvent(shell, event.id)) {
    for (const { id } of [finding, ...joined]) its.add(id)
  }
  return shownPhotos(shell.all('photo')).filter(
    ({ ofId, eventId }) => eventId === event.id || its.has(ofId),
  )
}

/** Those whose bytes are kept still. */
export function keptPhotos(shell: Shell, photos: readonly ShownPhoto[]): ShownPhoto[] {
  const { retention } = shell.one('partnership', shell.me.partnershipId) ?? {}
  const { photoDays } = keptDays(retention)
  return photos.filter((photo) => isKeptOn(photo, photoDays, shell.today))
}

/** Takes a photo in or leaves it out, of what is chosen by then: two quick ticks both count. */
export const tickPhoto = (
  shell: Shell,
  { id: eventId }: Day,
  kept: readonly ShownPhoto[],
  photoId: string,
  isOn: boolean,
) => changeEvent(shell, eventId, (seen) => tickedPhoto(seen, kept, photoId, isOn))

/** "Graffiti, Brookfield Road"; what a photo of the day as a whole is of, is the day. */
export function sayPhoto(shell: Shell, event: Day, { ofKind, ofId }: ShownPhoto): string {
  if (ofKind === 'finding') {
    const finding = shell.one('finding', ofId)
    if (finding) return [capital(finding.sort), streetOf(shell, finding)].filter(Boolean).join(', ')
  }
  if (ofKind === 'outreach') {
    const entry = shell.one('outreach', ofId)
    const street = entry?.streetId && event.streets?.[entry.streetId]?.name
    if (entry) return [capital(entry.kind), street].filter(Boolean).join(', ')
  }
  return event.title
}

export const pictureOf = (shell: Shell, event: Day, photo: ShownPhoto): PictureShown => ({
  ...{ id: photo.id, hash: photo.picture.hash, of: sayPhoto(shell, event, photo) },
  ...{ widthPx: photo.picture.widthPx, heightPx: photo.picture.heightPx },
})

/**
 * The bytes of pictures, by hash: kept here, or fetched where there is signal. What cannot be had is left out, and so is
 * what is no JPEG, for not every word processor opens others.
 */
export async function bytesOf(
  shell: Shell,
  pictures: readonly Pick<PictureShown, 'id' | 'hash'>[],
): Promise<Map<string, Bytes>> {
  const found = new Map<string, Bytes>()
  for (const { id, hash } of pictures) {
    const scope = shell.store.view.base(id)?.scope ?? ''
    const bytes = await readPicture(shell.store, hash, false, scope).catch((error: unknown) => {
      if (error instanceof TransportError) return 'no-signal' as const
      throw error
    })
    if (typeof bytes !== 'string' && bytes[0] === 0xff && bytes[1] === 0xd8) found.set(hash, bytes)
  }
  return found
}
