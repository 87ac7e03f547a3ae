import type { Photo, Picture } from './photo.ts'

type Stored<T> = T & { id: string }
export type ShownPhoto = Stored<Photo> & { picture: Picture }

/** The photos that stand: not those that were taken out, nor the entries that did so. Oldest first. */
export function shownPhotos(photos: readonly Stored<Photo>[]): ShownPhoto[] {
  const gone = new Set(photos.flatMap(({ supersedes }) => supersedes ?? []))
  return photos
    .filter((it): it is ShownPhoto => it.picture !== null && !gone.has(it.id))
    .sort((a, b) => compare(a.recordedAt, b.recordedAt) || compare(a.id, b.id))
}

/** Those of one row. */
export const photosOf = (photos: readonly Stored<Photo>[], ofId: string): ShownPhoto[] =>
  shownPhotos(photos.filter((it) => it.ofId === ofId))

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
