import { describe, expect, test } from 'vitest'
import { plainQuestion } from '../../../shared/figures/question.ts'
import { answerInSteps, figuresFor, questionAt, standOn } from '../../../web/src/lib/figures.ts'
import { judgeIndicators } from '../../../web/src/lib/indicators.ts'
import type { Shell } from '../../../web/src/lib/shell.svelte.ts'

const today = '2026-11-22'
const plain = plainQuestion(today)
type Row = { id: string } & Record<string, unknown>

/** A device as far as a dashboard asks it: rows by kind, the same array until one of them changes. */
class Device {
  today = today
  store = { view: {} }
  openConflicts: Row[] = []
  rows: Record<string, Row[]> = {}
  all = (kind: string) => (this.rows[kind] ??= [])
  put(kind: string, row: Row) {
    this.rows[kind] = [...this.all(kind).filter(({ id }) => id !== row.id), row]
  }
  take(kind: string, gone: string) {
    this.rows[kind] = this.all(kind).filter(({ id }) => id !== gone)
  }
  get shell() {
    return this as unknown as Shell
  }
  get figures() {
    return figuresFor(this.shell, plain)
  }
}

const action = (id: string, priorityId: string, more = {}) => ({
  ...{ id, planId: 'plan', priorityId, themeId: 't', ref: id, text: id, order: 1 },
  ...{ leadAgencyId: null, stakeholderIds: [], ownerIds: [], wardIds: [], reachTarget: null },
  ...{ timescale: { means: 'none', words: '' }, ...more },
})
const wrote = (id: string, actionId: string, status: string) => ({
  ...{ id, actionId, status, note: '', reached: null, happenedOn: today, byId: 'm' },
  recordedAt: `${today}T12:00:00.000Z`,
})

function begun() {
  const device = new Device()
  device.put('plan', { id: 'plan', state: 'approved', fromOn: '2026-04-01' })
  for (const [order, id] of ['burglary', 'roads'].entries())
    device.put('priority', { id, planId: 'plan', title: id, order })
  device.put('action', action('a', 'burglary'))
  device.put('action', action('b', 'roads'))
  return device
}

describe('a dashboard reads its figures from what stands on the device', () => {
  test('and gets the very same ones until something changes, and then the rest of them', () => {
    const device = begun()
    const before = device.figures
    expect(device.figures).toBe(before)
    device.put('update', wrote('u', 'a', 'blocked'))
    const after = device.figures
    expect(after.priorities[0]?.actions.news).toEqual({ is: 'blocked', label: '1 blocked' })
    expect(after.priorities[0]).not.toBe(before.priorities[0])
    expect(after.priorities[1]).toBe(before.priorities[1])
    expect(after.targets).toBe(before.targets)
    expect(after.actions.unowned).toBe(before.actions.unowned)
  })

  test('what was taken out, or is not shared any more, counts no longer', () => {
    const device = begun()
    device.put('update', wrote('u', 'a', 'blocked'))
    expect(device.figures.actions.blocked.count).toBe(1)
    device.take('update', 'u')
    expect(device.figures.actions.blocked.count).toBe(0)
    device.take('action', 'b')
    expect(device.figures.actions.all.count).toBe(1)
    device.take('plan', 'plan')
    expect(device.figures.actions.all.count).toBe(0)
  })

  test('a question between two people counts until it is settled', () => {
    const device = begun()
    const open = { id: 'c', rowId: 'a', field: 'text', mine: 'x', theirs: 'y' }
    device.openConflicts = [open]
    const before = device.figures
    expect(before.waiting.conflicts.count).toBe(1)
    device.openConflicts = [{ ...open }]
    expect(device.figures).toBe(before)
    device.openConflicts = []
    expect(device.figures.waiting.conflicts.count).toBe(0)
  })

  test('two devices in one browser are told apart', () => {
    const [one, other] = [begun(), new Device()]
    expect(one.figures.actions.all.count).toBe(2)
    expect(other.figures.actions.all.count).toBe(0)
  })

  test('an address is read as on this day', () => {
    const device = begun()
    const at = (query: string, besides: string[] = []) =>
      questionAt(device.shell, new URL(`https://patchwork.test/overview?${query}`), besides)
    expect(at('agency=police')).toEqual({ question: { ...plain, agencyId: 'police' } })
    expect(at('show=late')).toEqual({ problem: 'show is not known here' })
    expect(at('show=late', ['show'])).toEqual({ question: plain })
  })

  test('the targets of a plan are those of the figures, in the order of the plan', () => {
    const device = begun()
    const period = { from: '2026-04-01', to: '2027-03-31' }
    for (const [at, id] of ['third', 'second', 'first'].entries())
      device.put('indicator', {
        ...{ id, planId: id === 'second' ? 'other' : 'plan', priorityId: null, order: 3 - at },
        ...{ unit: 'count', polarity: 'lower', baseline: null, rule: null, period },
      })
    const judged = judgeIndicators(device.shell, 'plan')
    expect(judged.map(({ indicator }) => indicator.id)).toEqual(['first', 'third'])
    expect(standOn(device.shell, today).indicators).toContain(judged[0])
  })
})

describe('a dashboard that is looked at while colleagues record', () => {
  const isTrue = () => true

  test('gets the same figures in steps, with a breath before each and before they are drawn', async () => {
    const device = begun()
    void device.figures
    device.put('update', wrote('u', 'a', 'blocked'))
    let breaths = 0
    const breathe = async () => void breaths++
    const answered = await answerInSteps(device.shell, plain, breathe, isTrue)
    expect(answered?.figures).toBe(device.figures)
    expect(answered?.standings).toBe(standOn(device.shell, today))
    expect(answered?.figures.actions.blocked.count).toBe(1)
    expect(breaths).toBeGreaterThan(4)
  })

  test('gets those of what came meanwhile, and not of before', async () => {
    const device = begun()
    let breaths = 0
    const breathe = async () => {
      if (++breaths !== 3) return
      device.put('update', wrote('u', 'a', 'blocked'))
      // Somebody else looks as well, and so it is taken in.
      void device.figures
    }
    const answered = await answerInSteps(device.shell, plain, breathe, isTrue)
    expect(answered?.figures.actions.blocked.count).toBe(1)
  })

  test('gets none any more once nobody waits for them', async () => {
    for (let most = 0; most < 6; most++) {
      const device = begun()
      let breaths = 0
      const breathe = async () => void breaths++
      const answered = await answerInSteps(device.shell, plain, breathe, () => breaths <= most)
      expect(answered).toBeNull()
      expect(breaths).toBe(most + 1)
    }
  })
})
