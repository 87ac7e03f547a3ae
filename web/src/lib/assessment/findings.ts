import { offeredByMatrix, offeredByMoves } from '../../../../shared/assessment/gather.ts'
import type { Gathered, Offered } from '../../../../shared/assessment/gather.ts'
import { readMonths } from '../../../../shared/assessment/byMonth.ts'
import { readPlaces, withAll } from '../../../../shared/assessment/byPlace.ts'
import { byMonth, byWard, monthsIn, monthsUpTo } from '../../../../shared/assessment/evidence.ts'
import type { KeyFinding } from '../../../../shared/assessment/keyFinding.ts'
import { readSurvey } from '../../../../shared/assessment/readSurvey.ts'
import { whatMoved } from '../../../../shared/assessment/whatMoved.ts'
import type { EditionRead } from '../../../../shared/assessment/whatMoved.ts'
import type { Sensitivity } from '../../../../shared/scoring/index.ts'
import type { Shell } from '../shell.svelte.ts'
import { driversOf } from './drivers.ts'
import { previousOf, readEdition } from './editions.ts'
import type { PriorityRow } from './editions.ts'
import { knownWards, monthlySeries, wardSeries } from './evidence.ts'
import { surveysOf } from './surveys.ts'

/** Every sentence that the evidence of an edition offers, in the order of its rooms. */
export function offeredFor(
  shell: Shell,
  edition: PriorityRow,
  read: EditionRead | null,
  shaken: Sensitivity | null,
): Offered[] {
  const before = previousOf(shell, edition)
  const readBefore = before ? readEdition(shell, before) : null
  return [
    ...(read ? offeredByMatrix(read, shaken) : []),
    ...(read && readBefore ? offeredByMoves(whatMoved(readBefore, read)) : []),
    ...offeredByMonths(shell, edition.id),
    ...offeredByPlaces(shell, edition),
    ...driversOf(shell, edition.id).map(({ id, text, effect }): Offered => {
      return { room: 'drivers', about: id, text: effect ? `${text}: ${effect}` : text }
    }),
    ...surveysOf(shell, edition.id).map((survey): Offered => {
      return { room: 'survey', about: survey.id, text: readSurvey(survey).sentence }
    }),
  ]
}

function offeredByMonths(shell: Shell, editionId: string): Offered[] {
  const series = monthlySeries(shell, editionId)[0]
  const last = series && monthsIn(series).at(-1)
  if (!series || !last) return []
  const months = monthsUpTo(last, 1)
  const lines = byMonth(series, months).map(({ type, counts }) => ({
    id: type,
    label: type,
    counts,
  }))
  return readMonths(lines, months)
    .sentences.filter(({ isPeak }) => isPeak)
    .map(({ id, text }) => ({ room: 'months', about: id, text }))
}

function offeredByPlaces(shell: Shell, edition: PriorityRow): Offered[] {
  const series = wardSeries(shell, edition.id)[0]
  if (!series) return []
  const own = byWard(series, edition.fromOn, edition.toOn)
  const counted = own.months.length > 0 ? own : byWard(series, '0000-01-01', '9999-12-31')
  const wards = knownWards(shell, edition.id, counted.wards, edition.townCentres ?? [])
  const types = withAll(counted.types)
  return types.flatMap(({ type }): Offered[] => {
    const read = readPlaces(types, type, counted.wards, wards)
    if (!read?.places.some(({ cell }) => cell.band === 'red')) return []
    return [
      {
        room: 'places',
        about: type,
        text: `${type.charAt(0).toUpperCase()}${type.slice(1)}: ${read.sentence}`,
      },
    ]
  })
}

/** A sentence that was worked out names wards and types, which a form would take for people. */
const WORKED_OUT = 'Worked out from the figures of the assessment.'

/** Ticks or unticks a finding. The sentence is kept as it stands at that moment. */
export async function tick(shell: Shell, editionId: string, it: Gathered, isTicked: boolean) {
  const { store } = shell
  if (it.all.length > 0) {
    const text = isTicked ? (it.now ?? it.text) : it.text
    await store.write(
      it.all.map(({ id }) => ({
        op: 'edit' as const,
        kind: 'keyFinding' as const,
        id,
        changes: { isTicked, text },
        because: WORKED_OUT,
      })),
    )
    return
  }
  const entry: KeyFinding = { editionId, room: it.room, about: it.about, text: it.text, isTicked }
  await store.create('keyFinding', `finding-${store.world.newId()}`, entry, WORKED_OUT)
}

/** Takes over what the figures say today. */
export const refresh = ({ store }: Shell, id: string, text: string) =>
  store.edit('keyFinding', id, { text }, WORKED_OUT)

export const annotate = ({ store }: Shell, id: string, note: string, because: string | null) =>
  store.edit('keyFinding', id, { note: note.trim() || null }, because ?? undefined)

export const addOwn = ({ store }: Shell, editionId: string, text: string, because: string | null) =>
  store.create(
    'keyFinding',
    `finding-${store.world.newId()}`,
    { editionId, room: 'own', text: text.trim(), isTicked: true },
    because ?? undefined,
  )

export interface Choice {
  rowId: string
  title: string
  /** The finding that says where the row stands, as it is kept with the priority. */
  evidence: string
  leadAgencyId: string | null
  rationale: string
}

/** Makes priorities of chosen rows, all of them or none, and keeps with each what it was chosen on. */
export async function makePriorities(
  { store, all }: Pick<Shell, 'store' | 'all'>,
  editionId: string,
  planId: string,
  choices: readonly Choice[],
  because: string | null,
) {
  const last = Math.max(
    0,
    ...all('priority')
      .filter((it) => it.planId === planId)
      .map(({ order }) => order),
  )
  await store.write(
    choices.flatMap(({ rowId, title, evidence, leadAgencyId, rationale }, at) => {
      const priorityId = `priority-${store.world.newId()}`
      const finding: KeyFinding = {
        editionId,
        room: 'matrix',
        about: rowId,
        text: evidence,
        isTicked: true,
        priorityId,
      }
      return [
        {
          op: 'create' as const,
          kind: 'priority' as const,
          id: priorityId,
          entry: {
            planId,
            kind: 'priority' as const,
            title,
            order: last + at + 1,
            leadAgencyId,
            rationale,
          },
          because,
        },
        {
          op: 'create' as const,
          kind: 'keyFinding' as const,
          id: `finding-${store.world.newId()}`,
          entry: finding,
          because: WORKED_OUT,
        },
      ]
    }),
  )
}
