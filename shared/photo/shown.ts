import { addDays, dateInUk } from '../words/dates.ts'
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

/** Whether the office keeps its bytes still, on a day: the night takes away what is older. `days`: the partnership's. */
export const isKeptOn = ({ recordedAt }: Pick<Photo, 'recordedAt'>, days: number, today: string) =>
  addDays(dateInUk(new Date(recordedAt)), days) >= today

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
