import { EVENTS_SCOPE, PARTNERSHIP_SCOPE, openedBy } from '../../../shared/access/scopes.ts'
import { eventKinds } from '../../../shared/event/event.ts'
import { outreachKinds } from '../../../shared/event/outreach.ts'
import { findingSorts, urgencies } from '../../../shared/finding/finding.ts'
import { steps } from '../../../shared/finding/findingStep.ts'
import type { DataOf, Kind } from '../../../shared/kinds.ts'
import { statuses } from '../../../shared/plan/status.ts'
import type { Row } from '../../../shared/sync/protocol.ts'
import { addDays, addMonths } from '../../../shared/words/dates.ts'
import { Dice } from '../data/dice.ts'
import { note, pickWords, title } from '../data/words.ts'

export const PARTNERSHIP = 'bench-dashboards'
export const MEMBER = 'member-0'
export const PLAN = 'plan-big'
const ACTIONS = 500
const UPDATES = 5_000
const OUTREACH = 10_000
const INDICATORS = 60
const MONTHS = 36
const EVENTS = 200
const FINDINGS = 600
const STEPS = 700
/** With the few hundred of the district itself, and the milestones that make it up. */
const TOTAL = 20_000

/** Makes rows up from a seed, as they would come in a pull. */
class Maker {
  readonly rows: Row[] = []
  readonly dice: Dice
  readonly #today: string

  constructor(today: string, seed: number) {
    this.#today = today
    this.dice = new Dice(seed)
  }

  on = (days: number) => addDays(this.#today, days)
  id = (kind: string, of: number) => `${kind}-${this.dice.below(of)}`
  entry = (on: string) => ({
    byId: this.id('member', 40),
    recordedAt: `${on}T1${this.dice.below(10)}:${10 + this.dice.below(50)}:00.000Z`,
  })

  add<K extends Kind>(
    kind: K,
    id: string,
    data: DataOf<K>,
    scope: string = openedBy('plan', PLAN),
  ) {
    const version = 1 + Math.floor(this.rows.length / 50)
    this.rows.push({ kind, id, scope, version, deleted: false, data })
  }

  action(n: number) {
    const { dice } = this
    const p = n % 10
    this.add('action', `action-${n}`, {
      ...{ planId: PLAN, priorityId: `priority-${p}`, themeId: `theme-${p}-${dice.below(4)}` },
      ...{ ref: `${p + 1}.${n}`, text: note(dice, 90), how: note(dice, 160), order: n },
      ...{ leadAgencyId: this.id('agency', 20), stakeholderIds: [this.id('agency', 20)] },
      ...{ ownerIds: [this.id('member', 40)], wardIds: [this.id('ward', 20)] },
      reachTarget: n % 5 === 0 ? { count: 100 + dice.below(400), audience: 'pupils' } : null,
      timescale: { means: 'due', words: '', dueOn: this.on(dice.below(400) - 60) },
    })
  }

  update(n: number, on: string) {
    const { dice } = this
    this.add('update', `update-${n}`, {
      ...{ actionId: this.id('action', ACTIONS), status: dice.pick(statuses) },
      ...{ note: note(dice, 110), reached: dice.below(40), happenedOn: on, ...this.entry(on) },
    })
  }

  outreach(n: number, on: string) {
    const { dice } = this
    const event = dice.below(EVENTS)
    this.add(
      'outreach',
      `outreach-${n}`,
      {
        ...{ eventId: `event-${event}`, kind: dice.pick(outreachKinds), count: 1 + dice.below(4) },
        ...{ what: pickWords(dice, 2), agencyId: this.id('agency', 20), ...this.entry(on) },
        ...(dice.below(40) === 0 ? { supersedes: `outreach-${dice.below(OUTREACH)}` } : {}),
      },
      EVENTS_SCOPE,
    )
  }

  finding(n: number, on: string) {
    const { dice } = this
    this.add(
      'finding',
      `finding-${n}`,
      {
        ...{
          eventId: this.id('event', EVENTS),
          sort: dice.pick(findingSorts),
          what: note(dice, 60),
        },
        ...{ wardId: this.id('ward', 20), forAgencyId: this.id('agency', 20) },
        ...{ urgency: dice.pick(urgencies), ...this.entry(on) },
      },
      EVENTS_SCOPE,
    )
  }

  step(n: number, on: string) {
    const findingId = this.id('finding', FINDINGS)
    const entry = { findingId, step: this.dice.pick(steps), ...this.entry(on) }
    this.add('findingStep', `findingStep-${n}`, entry, EVENTS_SCOPE)
  }
}

/** The first of the April that the year of a day begins with. */
const yearOf = (on: string) =>
  `${on.slice(5) < '04-01' ? Number(on.slice(0, 4)) - 1 : on.slice(0, 4)}-04-01`

/**
 * A partnership of 20,000 rows: 500 actions with 5,000 entries, 10,000 of outreach at 200 events, 60
 * indicators with a value for each of 36 months, findings, barriers and milestones. The same from one seed.
 */
export function dashboardRows(today: string, seed = 8): Row[] {
  const make = new Maker(today, seed)
  const { dice, on, id } = make
  const found = <K extends Kind>(kind: K, rowId: string, data: DataOf<K>) =>
    make.add(kind, rowId, data, PARTNERSHIP_SCOPE)
  found('partnership', PARTNERSHIP, title(dice, 3))
  for (let n = 0; n < 20; n++) {
    found('agency', `agency-${n}`, {
      ...{ name: pickWords(dice, 3), aliases: [pickWords(dice, 1)], standing: 'voluntary' },
    })
    found('ward', `ward-${n}`, {
      name: pickWords(dice, 2),
      code: `E05${String(n).padStart(6, '0')}`,
    })
  }
  for (let n = 0; n < 4; n++)
    found('group', `group-${n}`, { name: pickWords(dice, 2), kind: n ? 'sub-group' : 'board' })
  for (let n = 0; n < 40; n++) {
    found('member', `member-${n}`, {
      ...{ name: pickWords(dice, 2), role: n === 0 ? 'manager' : 'contributor', wardIds: [] },
      ...{ agencyId: id('agency', 20), groupIds: [id('group', 4)] },
    })
  }
  const fromOn = yearOf(today)
  make.add('plan', PLAN, {
    ...{
      title: 'A big plan',
      kind: 'rolling',
      state: 'approved',
      fromOn,
      toOn: addMonths(fromOn, 36),
    },
  })
  for (let p = 0; p < 10; p++) {
    make.add('priority', `priority-${p}`, {
      ...{ planId: PLAN, kind: 'priority', title: pickWords(dice, 3), order: p },
      ...{ leadAgencyId: id('agency', 20), rationale: null, approach: note(dice, 200) },
    })
    const fourPs = ['prepare', 'protect', 'prevent', 'pursue'] as const
    for (const [t, fourP] of fourPs.entries()) {
      const theme = { priorityId: `priority-${p}`, label: fourP, order: t, fourP }
      make.add('theme', `theme-${p}-${t}`, theme)
    }
  }
  for (let n = 0; n < ACTIONS; n++) make.action(n)
  for (let n = 0; n < INDICATORS; n++) addIndicator(make, n, fromOn, today)
  for (let n = 0; n < EVENTS; n++) {
    make.add(
      'event',
      `event-${n}`,
      {
        ...{ title: pickWords(dice, 3), kind: dice.pick(eventKinds), onDate: on(-dice.below(300)) },
        ...{ wardIds: [id('ward', 20)], leadAgencyId: id('agency', 20), agencyIds: [] },
        links: {
          [id('action', ACTIONS)]: { kind: 'action', measure: 'people' },
          [id('indicator', INDICATORS)]: { kind: 'indicator', measure: 'contacts' },
        },
      },
      EVENTS_SCOPE,
    )
  }
  for (let n = 0; n < UPDATES; n++) make.update(n, on(-dice.below(280)))
  for (let n = 0; n < OUTREACH; n++) make.outreach(n, on(-dice.below(280)))
  for (let n = 0; n < FINDINGS; n++) make.finding(n, on(-dice.below(90)))
  for (let n = 0; n < STEPS; n++) make.step(n, on(-dice.below(60)))
  for (let n = 0; n < 60; n++) {
    make.add('barrier', `barrier-${n}`, {
      ...{ planId: PLAN, actionId: id('action', ACTIONS), text: note(dice, 60) },
      ...{ raisedOn: on(-20), ...make.entry(on(-20)) },
    })
  }
  for (let n = 0; make.rows.length < TOTAL; n++) {
    make.add('milestone', `milestone-${n}`, {
      ...{ actionId: id('action', ACTIONS), text: note(dice, 50), order: n },
      timescale: { means: 'none', words: 'TBC' },
    })
  }
  return make.rows
}

/** Months of two years before and of this one, as far as they are over. */
function addIndicator(make: Maker, n: number, fromOn: string, today: string) {
  const { dice } = make
  const level = 20 + dice.below(80)
  make.add('indicator', `indicator-${n}`, {
    ...{ planId: PLAN, priorityId: `priority-${n % 10}`, label: pickWords(dice, 4), order: n },
    ...{
      sourceAgencyId: make.id('agency', 20),
      unit: 'count',
      polarity: n % 4 ? 'lower' : 'higher',
    },
    baseline: { value: level * 12, from: addMonths(fromOn, -12), to: addDays(fromOn, -1) },
    rule: n % 6 === 5 ? null : { kind: 'change-percent', by: n % 4 ? -2 : 5 },
    period: { from: fromOn, to: addDays(addMonths(fromOn, 12), -1) },
  })
  const last = `${today.slice(0, 8)}01`
  for (let month = 1; month <= MONTHS; month++) {
    const from = addMonths(last, -month)
    make.add('observation', `observation-${n}-${month}`, {
      ...{ indicatorId: `indicator-${n}`, from, to: addDays(addMonths(from, 1), -1) },
      ...{ value: level + dice.below(20) - 10, byId: MEMBER, source: 'Example' },
    })
  }
}

/** A page of a hundred changes, as a busy minute brings them: entries, a few edits, a few figures. */
export function pageOfChanges(today: string, seed: number): Row[] {
  const make = new Maker(today, seed)
  for (let n = 0; n < 40; n++) make.update(UPDATES + seed * 1000 + n, today)
  for (let n = 0; n < 40; n++) make.outreach(OUTREACH + seed * 1000 + n, today)
  for (let n = 0; n < 8; n++) make.action(make.dice.below(ACTIONS))
  for (let n = 0; n < 6; n++) make.finding(FINDINGS + seed * 1000 + n, today)
  for (let n = 0; n < 6; n++) make.step(STEPS + seed * 1000 + n, today)
  return make.rows.map((row) => ({ ...row, version: 1_000_000 + seed }))
}
