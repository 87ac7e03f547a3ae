import { openedBy, PARTNERSHIP_SCOPE } from '../../../shared/access/scopes.ts'
import type { DataOf, Kind } from '../../../shared/kinds.ts'
import { statuses } from '../../../shared/plan/status.ts'
import type { Row } from '../../../shared/sync/protocol.ts'
import { Dice } from '../data/dice.ts'
import { note, pickWords, title } from '../data/words.ts'

export const PARTNERSHIP = 'bench-plan'
export const MEMBER = 'member-0'
export const PLAN = 'plan-big'
const ACTIONS = 500
const UPDATES = 5_000
const MILESTONES = 1_200
const BARRIERS = 60
const DAY_MS = 86_400_000

/** A plan of 500 actions and 5,000 entries, made up from a seed: ten priorities under the 4Ps. */
export function planRows(now: Date, seed = 6): Row[] {
  const dice = new Dice(seed)
  const rows: Row[] = []
  const add = <K extends Kind>(
    kind: K,
    id: string,
    data: DataOf<K>,
    scope = openedBy('plan', PLAN),
  ) =>
    void rows.push({
      kind,
      id,
      scope,
      version: 1 + Math.floor(rows.length / 50),
      deleted: false,
      data,
    })
  const on = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10)
  const id = (kind: string, of: number) => `${kind}-${dice.below(of)}`
  const found = <K extends Kind>(kind: K, rowId: string, data: DataOf<K>) =>
    add(kind, rowId, data, PARTNERSHIP_SCOPE)

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
  for (let n = 0; n < 40; n++) {
    found('member', `member-${n}`, {
      ...{ name: pickWords(dice, 2), role: n === 0 ? 'manager' : 'contributor', wardIds: [] },
      agencyId: id('agency', 20),
    })
  }
  add('plan', PLAN, {
    ...{ title: 'A big plan', kind: 'rolling', state: 'approved', fromOn: on(-300), toOn: on(800) },
  })
  for (let p = 0; p < 10; p++) {
    add('priority', `priority-${p}`, {
      ...{ planId: PLAN, kind: 'priority', title: pickWords(dice, 3), order: p },
      ...{ leadAgencyId: id('agency', 20), rationale: null, approach: note(dice, 200) },
    })
    for (let t = 0; t < 4; t++) {
      add('theme', `theme-${p}-${t}`, {
        ...{ priorityId: `priority-${p}`, label: pickWords(dice, 2), order: t, fourP: null },
      })
    }
  }
  for (let n = 0; n < ACTIONS; n++) {
    const p = n % 10
    const dueOn = on(dice.below(400) - 60)
    add('action', `action-${n}`, {
      ...{ planId: PLAN, priorityId: `priority-${p}`, themeId: `theme-${p}-${dice.below(4)}` },
      ...{ ref: `${p + 1}.${n}`, text: note(dice, 90), how: note(dice, 160) },
      ...{ leadAgencyId: id('agency', 20), stakeholderIds: [id('agency', 20)] },
      ...{ ownerIds: [id('member', 40)], wardIds: [id('ward', 20)], order: n, reachTarget: null },
      timescale: { means: 'due', words: '', dueOn },
    })
  }
  for (let n = 0; n < MILESTONES; n++) {
    add('milestone', `milestone-${n}`, {
      ...{ actionId: id('action', ACTIONS), text: note(dice, 50), order: n },
      timescale: { means: 'none', words: 'TBC' },
    })
  }
  for (let n = 0; n < UPDATES; n++) {
    const day = on(-dice.below(280))
    add('update', `update-${n}`, {
      ...{ actionId: id('action', ACTIONS), status: dice.pick(statuses), note: note(dice, 110) },
      ...{ reached: dice.below(40), happenedOn: day, byId: id('member', 40) },
      recordedAt: `${day}T1${dice.below(10)}:00:00.000Z`,
    })
  }
  for (let n = 0; n < BARRIERS; n++) {
    add('barrier', `barrier-${n}`, {
      ...{ planId: PLAN, actionId: id('action', ACTIONS), text: note(dice, 60), byId: MEMBER },
      ...{ raisedOn: on(-20), recordedAt: `${on(-20)}T10:00:00.000Z` },
    })
  }
  return rows
}
