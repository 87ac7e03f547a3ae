import { shownPhotos } from '../../../../shared/photo/shown.ts'
import type { ShownPhoto } from '../../../../shared/photo/shown.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

const none: readonly ShownPhoto[] = []
/** A list of rows is the same array until one of them changes, so it is sorted out once for a whole log. */
const sorted = new WeakMap<readonly RowOf<'photo'>[], Map<string, ShownPhoto[]>>()

/** The photos of a row, oldest first. */
export function photosAt(shell: Shell, ofId: string): readonly ShownPhoto[] {
  const all = shell.all('photo')
  let byRow = sorted.get(all)
  if (!byRow) {
    byRow = new Map()
    for (const photo of shownPhotos(all)) {
      byRow.set(photo.ofId, [...(byRow.get(photo.ofId) ?? []), photo])
    }
    sorted.set(all, byRow)
  }
  return byRow.get(ofId) ?? none
}
