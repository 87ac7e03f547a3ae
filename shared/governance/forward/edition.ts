import { beginFrom } from '../../assessment/begin.ts'
import { nextId } from './ids.ts'
import { nextTitle, yearOn } from './years.ts'
import type { Making } from './yearEnd.ts'

/**
 * Carries the priority matrix that the old plan was chosen on: every score with the mark of the year it
 * comes from, for none is new. An edition whose evidence reaches into the old plan's own time was made
 * for the next one already; one that has colours and no numbers has nothing to carry.
 */
export function carryEdition({ it, planId, creates, lines }: Making) {
  const { restrictedToId, fromOn: planFromOn } = it.rows.plan
  const latest = it.editions
    .filter(({ edition }) => (edition.restrictedToId ?? null) === (restrictedToId ?? null))
    .toSorted((a, b) => (a.edition.toOn < b.edition.toOn ? 1 : -1))[0]
  if (!latest) return
  const { edition, lines: rows } = latest
  const say = (what: 'carried' | 'left', reason: string) =>
    lines.push({ kind: 'edition', id: edition.id, name: edition.label, what, reason })
  if (edition.toOn > planFromOn) return say('left', 'It is of the new evidence already, and stays')
  if (!rows.some(({ cells }) => Object.values(cells).some(({ score }) => score !== null)))
    return say('left', 'It has colours and no scores, so there is nothing to carry')
  const { id, ...previous } = edition
  const { fromOn, toOn } = yearOn(previous)
  const label = nextTitle(previous.label, fromOn, toOn)
  const begun = beginFrom(previous, rows, { label, fromOn, toOn, changed: [] })
  const editionId = nextId('edition', planId, id)
  creates.push({ kind: 'edition', id: editionId, entry: begun.edition })
  for (const [at, row] of begun.rows.entries()) {
    const rowId = nextId('matrixRow', planId, rows[at]?.id ?? String(at))
    creates.push({ kind: 'matrixRow', id: rowId, entry: { ...row, editionId } })
  }
  say('carried', 'No score in it is new: each is marked with the year it comes from')
}
