import type { Sensitivity } from '../scoring/index.ts'
import { deciders, sayDecider, saySure, sureRows } from './howSure.ts'
import type { KeyFinding } from './keyFinding.ts'
import type { EditionRead, Moved } from './whatMoved.ts'
import { ordinal, sayNumber, sayShare } from './words.ts'

/** A sentence that the evidence offers, before anybody has ticked it. */
export interface Offered {
  room: KeyFinding['room']
  /** What it is about; with the room, what tells it from the others. */
  about: string
  text: string
}

/** The highest rows with what is sure of each; then what is sure of the whole. */
export function offeredByMatrix(
  { edition, lines, scored }: EditionRead,
  shaken: Sensitivity | null,
): Offered[] {
  const labelOf = (id: string) => lines.find((line) => line.id === id)?.label ?? id
  const variable = (id: string) => edition.variables.find((it) => it.id === id)?.label ?? id
  const rows = scored.topRows.flatMap((id): Offered[] => {
    const row = scored.rows.find((it) => it.id === id)
    if (!row || row.total === null || row.rank === null) return []
    const share = shaken?.rows.find((it) => it.id === id)?.inTopK ?? null
    const sure =
      share === null
        ? ''
        : `; under other weights it stays in the first five ${share === 1 ? 'every time' : `${sayShare(share)} of the time`}`
    const band = row.band ? `, ${row.band}` : ''
    return [
      {
        room: 'matrix',
        about: id,
        text: `${labelOf(id)} comes ${ordinal(row.rank)} with a total of ${sayNumber(row.total)}${band}${sure}.`,
      },
    ]
  })
  if (!shaken) return rows
  const list = deciders(shaken, variable, labelOf)
  return [
    ...rows,
    { room: 'sure', about: 'order', text: saySure(sureRows(shaken, scored), labelOf) },
    { room: 'sure', about: 'decider', text: sayDecider(list, variable) },
  ]
}

/** The widest moves, three at most each way. */
export function offeredByMoves({ rows }: Moved): Offered[] {
  const way = (kind: 'up' | 'down') =>
    rows
      .filter((row) => row.kind === kind)
      .sort((a, b) => distance(b) - distance(a))
      .slice(0, 3)
  return [...way('up'), ...way('down')].map(({ id, sentence }) => ({
    room: 'moved',
    about: id,
    text: sentence,
  }))
}

const distance = ({ before, after }: Moved['rows'][number]) =>
  Math.abs((before?.rank ?? 0) - (after?.rank ?? 0))

export type Kept = KeyFinding & { id: string }

export interface Gathered extends Offered {
  /** What was kept of it: ticked or not, with its note. Two people may have ticked the same. */
  kept: Kept | null
  all: readonly Kept[]
  /** The sentence as the figures give it today, where it is not what was ticked any more. */
  now: string | null
}

/** Everything to choose from: what is offered and what was kept, each once. A ticked one that is offered no more stays. */
export function gather(offered: readonly Offered[], kept: readonly Kept[]): Gathered[] {
  const keyOf = ({ room, about }: { room: string; about?: string | null | undefined }, id = '') =>
    room === 'own' ? `own|${id}` : `${room}|${about ?? ''}`
  const byKey = new Map<string, Kept[]>()
  for (const it of kept) {
    const key = keyOf(it, it.id)
    byKey.set(key, [...(byKey.get(key) ?? []), it])
  }
  const met = new Set<string>()
  const today = offered.map((it): Gathered => {
    const key = keyOf(it)
    met.add(key)
    const all = byKey.get(key) ?? []
    const one = best(all)
    const isOld = one !== null && one.isTicked && one.text !== it.text
    return {
      ...it,
      text: one?.isTicked ? one.text : it.text,
      kept: one,
      all,
      now: isOld ? it.text : null,
    }
  })
  const rest = [...byKey]
    .filter(([key]) => !met.has(key))
    .flatMap(([, all]): Gathered[] => {
      const one = best(all)
      if (!one || (!one.isTicked && one.room !== 'own')) return []
      const now = one.room === 'own' ? null : 'The figures say nothing of the kind any more.'
      return [{ room: one.room, about: one.about ?? one.id, text: one.text, kept: one, all, now }]
    })
  return [...today, ...rest]
}

/** Of several, a ticked one before an unticked, and the one with a note first. */
const best = (all: readonly Kept[]): Kept | null =>
  [...all].sort(
    (a, b) =>
      Number(b.isTicked) - Number(a.isTicked) ||
      Number(Boolean(b.note)) - Number(Boolean(a.note)) ||
      (a.id < b.id ? -1 : 1),
  )[0] ?? null
