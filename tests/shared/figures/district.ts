import fc from 'fast-check'
import { urgencies, findingSorts } from '../../../shared/finding/finding.ts'
import { steps } from '../../../shared/finding/findingStep.ts'
import { outreachKinds } from '../../../shared/event/outreach.ts'
import { measures } from '../../../shared/event/parts.ts'
import { eventKinds } from '../../../shared/event/event.ts'
import { frequencies } from '../../../shared/indicator/period.ts'
import { statuses } from '../../../shared/plan/status.ts'
import type { Question } from '../../../shared/figures/question.ts'
import type { Changes, Held, HeldKind, Rows } from '../../../shared/figures/rows.ts'

/** A small district in which anything may happen: rows that name each other, and others that are not there. */
const among = (letter: string, count: number) =>
  fc.constantFrom(...Array.from({ length: count }, (_, at) => `${letter}${at + 1}`))
const some = <T>(of: fc.Arbitrary<T>) => fc.uniqueArray(of, { maxLength: 2 })
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const rarely = <T>(of: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: of })

const plan = among('plan-', 3)
const priority = among('priority-', 4)
const theme = among('theme-', 4)
const action = among('action-', 5)
const member = among('member-', 4)
const agency = among('agency-', 3)
const ward = among('ward-', 2)
const group = among('group-', 3)
const event = among('event-', 3)
const finding = among('finding-', 4)
const indicator = among('indicator-', 3)
const publisher = fc.constantFrom('Kent Police', 'British Transport Police')
const milestone = among('milestone-', 3)

export const day = fc.constantFrom(
  ...['2026-04-01', '2026-06-30', '2026-09-30', '2026-10-31', '2026-11-01', '2026-11-15'],
  ...['2026-11-20', '2026-11-22', '2026-11-23', '2026-11-30', '2026-12-06', '2027-01-31'],
)
const instant = fc
  .tuple(day, fc.constantFrom('00:30', '09:00', '23:30'))
  .map(([on, time]) => `${on}T${time}:00.000Z`)
const words = fc.constantFrom('', 'Example')
const order = fc.integer({ min: 1, max: 3 })
const timescale = fc.oneof(
  fc.record({ means: fc.constant('due' as const), words, dueOn: day }),
  fc.record({
    means: fc.constant('recurrence' as const),
    words,
    every: fc.constantFrom('week' as const, 'quarter' as const),
    nextDueOn: day,
  }),
  fc.record({ means: fc.constant('none' as const), words }),
)
const by = { byId: member, recordedAt: instant }
const fourP = fc.constantFrom('prepare' as const, 'protect' as const)
const link = fc.record({
  kind: fc.constantFrom('action' as const, 'indicator' as const),
  measure: fc.constantFrom(...measures),
})

/** What a row of each kind may hold, without its id. The fields that no figure reads are left out or plain. */
const entries: { [K in HeldKind]?: fc.Arbitrary<object> } = {
  partnership: fc.record({ name: words, silentDays: maybe(fc.constantFrom(14, 60)) }),
  agency: fc.record({ name: words }),
  ward: fc.record({ name: words }),
  group: fc.record({ name: words, kind: fc.constantFrom('sub-group', 'board') }),
  member: fc.record({ name: words, agencyId: agency, groupIds: maybe(some(group)) }),
  plan: fc.record({
    state: fc.constantFrom('draft', 'approved', 'archived'),
    fromOn: day,
    groupId: maybe(group),
    restrictedToId: rarely(group),
    carriedFromId: rarely(plan),
  }),
  priority: fc.record({ planId: plan, title: words, order }),
  theme: fc.record({ priorityId: priority, order, fourP: maybe(fourP) }),
  action: fc.record({
    ...{ planId: plan, priorityId: priority, themeId: theme, timescale, order },
    ...{ leadAgencyId: maybe(agency), stakeholderIds: some(agency), ownerIds: some(member) },
    ...{ wardIds: some(ward), alsoPriorityIds: rarely(some(priority)) },
    reachTarget: maybe(fc.record({ count: fc.nat(9), audience: words })),
    mergedIntoId: rarely(action),
  }),
  update: fc.record({
    ...{ actionId: action, status: fc.constantFrom(...statuses), happenedOn: day },
    ...{ reached: maybe(fc.nat(9)), milestoneIds: rarely(some(milestone)), ...by },
    ...{ supersedes: rarely(among('update-', 6)), eventId: rarely(event) },
  }),
  milestone: fc.record({ actionId: action, timescale }),
  barrier: fc.record({
    ...{ planId: plan, actionId: maybe(action), needsAgencyId: maybe(agency), raisedOn: day },
    ...{ decision: maybe(words), clearedOn: maybe(day), ...by },
  }),
  request: fc.record({ actionId: action, toIds: some(member), ...by }),
  note: fc.record({ actionId: action, agencyId: agency, isShared: fc.boolean(), ...by }),
  comment: fc.record({ planId: plan, ...by }),
  approval: fc.record({
    ...{ planId: plan, step: fc.constantFrom('submitted', 'approved', 'returned') },
    ...{ round: fc.integer({ min: 1, max: 2 }), ...by },
  }),
  meeting: fc.record({ groupId: group, onDate: day, state: fc.constant('planned') }),
  indicator: fc.record({
    ...{ planId: plan, priorityId: maybe(priority), sourceAgencyId: maybe(agency), order },
    ...{ unit: fc.constantFrom('count', 'percent'), polarity: fc.constantFrom('lower', 'neutral') },
    // A baseline below nothing cannot be judged by: it must take nothing else with it.
    baseline: maybe(
      fc.record({
        value: fc.integer({ min: -1, max: 90 }),
        from: fc.constant('2025-04-01'),
        to: fc.constant('2026-03-31'),
      }),
    ),
    rule: maybe(fc.constant({ kind: 'change-percent', by: -2 })),
    frequency: maybe(fc.constantFrom(...frequencies)),
    derivedFrom: rarely(
      fc.oneof(
        fc.constant({ kind: 'events' as const }),
        fc.record({
          ...{ kind: fc.constant('counts' as const), source: fc.constant('police.uk' as const) },
          ...{ publisher, areaKind: fc.constant('ward' as const) },
          types: fc.constantFrom(['Robbery'], ['Drugs', 'Robbery']),
          areas: maybe(fc.constantFrom(['W1'], ['W1', 'W2'])),
        }),
      ),
    ),
    period: fc.constant({ from: '2026-04-01', to: '2027-03-31' }),
  }),
  observation: fc.record({
    ...{ indicatorId: indicator, value: maybe(fc.nat(60)), byId: member },
    from: fc.constantFrom('2026-04-01', '2026-07-01'),
    to: fc.constantFrom('2026-06-30', '2026-09-30'),
    missing: rarely(fc.constantFrom('unavailable', 'to-be-confirmed')),
    supersedes: rarely(among('observation-', 5)),
  }),
  recordedCounts: fc
    .record({
      ...{ source: fc.constant('police.uk'), publisher, areaKind: fc.constant('ward') },
      month: fc.constantFrom('2026-04', '2026-07', '2026-09'),
      areas: fc.constantFrom(['W1'], ['W1', 'W2']),
      types: fc.uniqueArray(fc.constantFrom('Drugs', 'Robbery'), { minLength: 1 }),
      counts: fc.tuple(maybe(fc.nat(9)), fc.nat(9)),
      loadedAt: instant,
      takenOutAt: rarely(instant),
    })
    .map(({ month, areas, types, counts, ...row }) => ({
      ...{ ...row, areas, fromOn: `${month}-01`, toOn: `${month}-30`, file: 'example.csv' },
      types: types.map((type) => ({ type, counts: counts.slice(0, areas.length) })),
    })),
  event: fc.record({
    ...{ title: words, kind: fc.constantFrom(...eventKinds), onDate: day, wardIds: some(ward) },
    ...{ leadAgencyId: maybe(agency), agencyIds: some(agency), leadId: maybe(member) },
    links: maybe(fc.dictionary(fc.oneof(action, indicator), link, { maxKeys: 3 })),
    template: rarely(words),
  }),
  outreach: fc.record({
    ...{ eventId: event, kind: fc.constantFrom(...outreachKinds), count: fc.nat(5), ...by },
    ...{ agencyId: maybe(agency), supersedes: rarely(among('outreach-', 8)) },
  }),
  finding: fc.record({
    ...{ eventId: maybe(event), sort: fc.constantFrom(...findingSorts), wardId: maybe(ward) },
    ...{ forAgencyId: maybe(agency), agencyId: maybe(agency), ...by },
    ...{ urgency: fc.constantFrom(...urgencies), joinedToId: rarely(finding) },
  }),
  findingStep: fc.record({
    ...{ findingId: finding, step: fc.constantFrom(...steps), ...by },
    supersedes: rarely(among('findingStep-', 5)),
  }),
  conflict: fc.record({
    rowId: fc.oneof(action, milestone, among('nothing-', 1)),
    field: fc.constant('text'),
  }),
}
const most: Partial<Record<HeldKind, number>> = {
  ...{ plan: 3, priority: 4, theme: 4, action: 5, member: 4, agency: 3, ward: 2, group: 3 },
  ...{ event: 3, finding: 4, indicator: 3, milestone: 3, update: 6, outreach: 8 },
  ...{ observation: 5, findingStep: 5, partnership: 1, recordedCounts: 4 },
}

/** One thing that happens: a row comes or changes, or is not there any more. */
export interface Happening {
  kind: HeldKind
  id: string
  row: Record<string, unknown> | null
}

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  ...(Object.keys(entries) as HeldKind[]).map((kind) => {
    const row = fc.tuple(among(`${kind}-`, most[kind] ?? 2), entries[kind] ?? fc.constant({}))
    return {
      // An action and its log are what most figures are of.
      weight: kind === 'action' || kind === 'update' || kind === 'outreach' ? 4 : 2,
      arbitrary: fc
        .tuple(row, fc.nat(5))
        .map(([[id, entry], dice]) => ({ kind, id, row: dice === 0 ? null : { ...entry, id } })),
    }
  }),
)

export const question: fc.Arbitrary<Question> = fc
  .record({
    ...{ asAt: day, days: fc.tuple(day, day), planId: rarely(plan), priorityId: rarely(priority) },
    ...{ fourP: rarely(fourP), agencyId: rarely(agency), wardId: rarely(ward) },
    groupId: rarely(group),
  })
  .map(({ asAt, days, ...narrowed }) => {
    const [from = '', to = ''] = [...days].sort()
    const said = Object.entries(narrowed).filter(([, id]) => id !== undefined)
    return { asAt, period: { from, to }, ...Object.fromEntries(said) }
  })

/** The district as it stands after all that has happened: what a phone would hold, kind by kind. */
export class District {
  readonly #rows = new Map<HeldKind, Map<string, unknown>>()

  /** Takes some happenings at once, and says them as a change. */
  happen(happenings: readonly Happening[]): Changes {
    const touched = new Map<HeldKind, Set<string>>()
    for (const { kind, id, row } of happenings) {
      const rows = this.#rows.get(kind) ?? new Map<string, unknown>()
      this.#rows.set(kind, rows)
      if (row) rows.set(id, row)
      else rows.delete(id)
      touched.set(kind, (touched.get(kind) ?? new Set()).add(id))
    }
    return Object.fromEntries(
      [...touched].map(([kind, ids]) => {
        const rows = this.#rows.get(kind)
        const put = [...ids].flatMap((id) => rows?.get(id) ?? [])
        return [kind, { put, gone: [...ids].filter((id) => !rows?.has(id)) }]
      }),
    ) as Changes
  }

  /** Its rows in an order that the dice say: kinds and rows alike. */
  rows(dice: () => number = () => 0.5): Rows {
    const kinds = shuffled([...this.#rows], dice)
    return Object.fromEntries(
      kinds.map(([kind, rows]) => [kind, shuffled([...rows.values()], dice)]),
    ) as Rows
  }

  all<K extends HeldKind>(kind: K): Held[K][] {
    return [...(this.#rows.get(kind)?.values() ?? [])] as Held[K][]
  }
}

function shuffled<T>(list: readonly T[], dice: () => number): T[] {
  const left = [...list]
  return list.flatMap(() => left.splice(Math.floor(dice() * left.length), 1))
}

export function diceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
