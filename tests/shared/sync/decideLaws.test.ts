import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSame } from '../../../shared/sync/canonical.ts'
import { decidePush } from '../../../shared/sync/decide.ts'
import type { Decision, Receipt } from '../../../shared/sync/decide.ts'
import { readField, writeField } from '../../../shared/sync/fields.ts'
import { overlay } from '../../../shared/sync/overlay.ts'
import type { Mutation, Numbered, Row } from '../../../shared/sync/protocol.ts'
import { touchedIds } from '../../../shared/sync/refs.ts'
import { creating, district, progress } from '../../sync/office.ts'

type Data = Readonly<Record<string, unknown>>

const line = {
  editionId: 'edition',
  label: 'Arson',
  order: 1,
  cells: { volume: { score: 2 }, trend: { score: 3 } },
}

const stored = (kind: string, id: string, data: unknown, version = 5): Row => ({
  kind,
  id,
  scope: 'partnership',
  version,
  deleted: false,
  data,
})

const office: Row[] = [
  stored('agency', 'council', district.agency),
  stored('member', 'pcso', {}),
  stored('plan', 'plan', district.plan),
  stored('priority', 'priority', district.priority),
  stored('theme', 'theme', district.theme),
  stored('action', 'action', district.action),
  stored('update', 'update', progress('pcso')),
  stored('edition', 'edition', {}),
  stored('matrixRow', 'line', line),
  { ...stored('action', 'gone', null), deleted: true },
]

const buried = stored('action', 'gone', { ...district.action, text: 'as it was' }, 4)
const question = {
  ...{ id: 'other:action:text', rowId: 'action', field: 'text', mineById: 'lead' },
  ...{ mine: 'a', theirs: district.action.text, settled: false, settledById: null },
}

interface Before {
  rows?: readonly Row[]
  lastSeq?: number
  receipts?: Decision['receipts']
}

/** Decides over what the worker reads: the rows that the mutations name, and no others. */
function decide(mutations: readonly Numbered[], before: Before = {}): Decision {
  const touched = new Set(touchedIds(mutations))
  const rows = (before.rows ?? office).filter(({ id }) => touched.has(id))
  const receipts = (before.receipts ?? []).map((it): [number, Receipt] => [it.seq, it])
  const verdict = decidePush(mutations, {
    actor: {
      ...{ memberId: 'pcso', role: 'manager', agencyId: 'council' },
      ...{ wardIds: [], groupIds: [], scopes: null },
    },
    deviceId: 'phone',
    lastSeq: before.lastSeq ?? 0,
    receipts: new Map(receipts),
    rows: new Map(rows.map((row) => [row.id, row])),
    buried: new Map([[buried.id, buried]]),
    conflicts: new Map([[question.id, question]]),
  })
  if (verdict.status !== 'ok') throw new Error(verdict.status)
  return verdict
}

/** What the worker's write leaves: the decided rows at a new version, the others untouched. */
const after = (rows: readonly Row[], decision: Decision, version: number): Row[] => {
  const written = new Map(decision.rows.map((row) => [row.id, { ...row, version }]))
  const kept = rows.map((row) => written.get(row.id) ?? row)
  return [...kept, ...[...written.values()].filter(({ id }) => !rows.some((row) => row.id === id))]
}

const head = (kind: string, id: string, seq: number) => ({
  mid: `m-${seq}`,
  seq,
  schemaVersion: 1,
  deviceTime: '2026-11-22T09:00:00.000Z',
  kind,
  id,
})

const kindOf: Record<string, string> = { action: 'action', line: 'matrixRow' }

/** One person's change of one row: the fields and what they become. */
interface Change {
  id: string
  values: Record<string, unknown>
}

const words = fc.constantFrom('a', 'b', 'c')
const scored = fc.option(fc.record({ score: fc.integer({ min: 1, max: 3 }) }))
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    id: fc.constant('action'),
    values: fc.record(
      { text: words, how: words, order: fc.integer({ min: 1, max: 3 }), ref: words },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    id: fc.constant('line'),
    values: fc.record(
      { label: words, 'cells/volume': scored, 'cells/trend': scored, 'cells/cost': scored },
      { requiredKeys: [] },
    ),
  }),
)

/** As the phone writes it: each field with what the person saw, and the version they saw it in. */
function editOf(
  { id, values }: Change,
  seen: Row,
  seq: number,
  baseVersion = seen.version,
): Mutation {
  const fields = Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      { base: readField(seen.data as Data, field), value },
    ]),
  )
  return { ...head(kindOf[id] ?? '', id, seq), op: 'edit', baseVersion, fields }
}

const find = (rows: readonly Row[], id: string): Row => {
  const row = rows.find((it) => it.id === id)
  if (!row) throw new Error(`no row ${id}`)
  return row
}

/** Anything a phone may have queued, good and bad. */
const anything: fc.Arbitrary<(seq: number) => Numbered> = fc.oneof(
  change.map((it) => (seq: number) => editOf(it, find(office, it.id), seq)),
  change.map((it) => (seq: number) => editOf(it, find(office, it.id), seq, 3)),
  words.map((note) => (seq: number) => creating('update', `u-${seq}`, progress('pcso', note), seq)),
  words.map(
    (text) => (seq: number) => creating('action', `a-${text}`, { ...district.action, text }, seq),
  ),
  words.map(
    (text) => (seq: number) =>
      creating('update', `u-${seq}`, { ...progress('pcso'), actionId: `a-${text}` }, seq),
  ),
  fc.constantFrom('action', 'gone', 'a-a', 'a-b').map((id) => (seq: number) => ({
    ...head('action', id, seq),
    op: 'delete',
    baseVersion: 5,
  })),
  fc
    .tuple(fc.constantFrom('action', 'gone', 'a-a'), fc.option(words))
    .map(([id, text]) => (seq: number) => ({
      ...head('action', id, seq),
      ...{ op: 'restore', baseVersion: 5 },
      fields: text === null ? {} : { text: { base: 'as it was', value: text } },
    })),
  fc
    .tuple(fc.constantFrom('other:action:text', 'phone:action:text'), words, words)
    .map(([conflictId, base, value]) => (seq: number) => ({
      ...head('action', 'action', seq),
      ...{ op: 'settle', baseVersion: 3, conflictId, field: 'text', base, value },
    })),
)

/** Refused whatever the rows are, and nothing depends on it. */
const bad: fc.Arbitrary<(seq: number) => Numbered> = fc.constantFrom(
  (seq: number) => ({ mid: `m-${seq}`, seq }),
  (seq: number) => creating('update', `bad-${seq}`, { note: 'half' }, seq),
  (seq: number) => creating('event', `bad-${seq}`, {}, seq),
  (seq: number) => creating('member', `bad-${seq}`, {}, seq),
  (seq: number) => ({ ...head('update', 'update', seq), op: 'delete', baseVersion: 5 }),
  (seq: number) => ({
    ...creating('update', `bad-${seq}`, progress('pcso'), seq),
    schemaVersion: 9,
  }),
)

const queue = fc
  .array(anything, { minLength: 1, maxLength: 12 })
  .map((made) => made.map((make, at) => make(2 * at + 2)))

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze)
    Object.freeze(value)
  }
  return value
}

describe('whatever a phone sends', () => {
  test('the same push over the same rows is decided the same, and nothing given is written into', () => {
    freeze(office)
    fc.assert(
      fc.property(queue, (mutations) => {
        expect(decide(freeze(mutations))).toEqual(decide(structuredClone(mutations)))
      }),
    )
  })

  test('the order in which mutations stand in the request does not matter', () => {
    const shuffled = queue.chain((mutations) =>
      fc.tuple(
        fc.constant(mutations),
        fc.shuffledSubarray(mutations, { minLength: mutations.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([mutations, other]) => {
        expect(decide(other)).toEqual(decide(mutations))
      }),
    )
  })

  test('every mutation has one answer, one receipt, and the last number is the highest', () => {
    fc.assert(
      fc.property(queue, (mutations) => {
        const seqs = mutations.map(({ seq }) => seq)
        const decision = decide(mutations)
        expect(decision.results.map(({ seq }) => seq)).toEqual(seqs)
        expect(decision.receipts.map(({ seq }) => seq)).toEqual(seqs)
        expect(decision.lastSeq).toBe(Math.max(...seqs))
      }),
    )
  })

  test('everything refused is kept for a person, with its reason', () => {
    fc.assert(
      fc.property(queue, (mutations) => {
        const decision = decide(mutations)
        const refused = decision.results.filter(({ outcome }) => outcome === 'rejected')
        expect(decision.deadLetters).toEqual(
          refused.map(({ seq, reason }) => ({
            seq,
            reason,
            payload: mutations.find((it) => it.seq === seq),
          })),
        )
      }),
    )
  })

  test('the same push again gets the same answers and writes nothing', () => {
    fc.assert(
      fc.property(queue, (mutations) => {
        const first = decide(mutations)
        const again = decide(mutations, {
          rows: after(office, first, 6),
          lastSeq: first.lastSeq,
          receipts: first.receipts,
        })
        expect(again).toEqual({
          status: 'ok',
          results: first.results,
          rows: [],
          history: [],
          conflicts: [],
          settled: [],
          receipts: [],
          deadLetters: [],
          lastSeq: first.lastSeq,
        })
      }),
    )
  })

  test('nothing deleted comes back but by who says that it shall', () => {
    fc.assert(
      fc.property(queue, (mutations) => {
        const restored = new Set(mutations.filter(({ op }) => op === 'restore').map(({ id }) => id))
        const wasGone = new Set(['gone'])
        const decision = decide(mutations)
        for (const { rowId, changes } of decision.history) {
          const [before, now] = changes['*'] ?? [1, 1]
          if (now === null) wasGone.add(rowId)
          else if (before === null && wasGone.has(rowId)) expect(restored).toContain(rowId)
          else expect(before === null || !wasGone.has(rowId) || restored.has(rowId)).toBe(true)
        }
        const gone = decision.rows.find(({ id }) => id === 'gone')
        if (gone && !gone.deleted) expect(restored).toContain('gone')
      }),
    )
  })

  test('a conflict is settled at most once a push, and by nothing but a settling that was taken', () => {
    fc.assert(
      fc.property(queue, (mutations) => {
        const { settled, results } = decide(mutations)
        const taken = mutations.filter(
          ({ op, seq }) =>
            op === 'settle' && results.find((it) => it.seq === seq)?.outcome !== 'rejected',
        )
        const ids = settled.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const id of ids) expect(taken.map(({ conflictId }) => conflictId)).toContain(id)
      }),
    )
  })

  test('no words are lost: a field that changed stands in the history with what it was', () => {
    fc.assert(
      fc.property(queue, (mutations) => {
        const decision = decide(mutations)
        for (const it of decision.rows) {
          const first = decision.history.find(({ rowId }) => rowId === it.id)
          const before = office.find(({ id }) => id === it.id)?.data as Data | null | undefined
          for (const [field, [was]] of Object.entries(first?.changes ?? {}))
            expect(was).toEqual(field === '*' ? (before ?? null) : readField(before ?? {}, field))
        }
      }),
    )
  })

  test('one bad mutation changes nothing for the others', () => {
    fc.assert(
      fc.property(queue, bad, fc.nat(12), (mutations, make, at) => {
        const spoilt = make(2 * Math.min(at, mutations.length) + 1)
        const without = decide(mutations)
        const withIt = decide([...mutations, spoilt])
        expect(withIt.results.find(({ seq }) => seq === spoilt.seq)?.outcome).toBe('rejected')
        expect(withIt.results.filter(({ seq }) => seq !== spoilt.seq)).toEqual(without.results)
        expect(withIt.rows).toEqual(without.rows)
        expect(withIt.history).toEqual(without.history)
        expect(withIt.conflicts).toEqual(without.conflicts)
      }),
    )
  })
})

describe('one person’s own work', () => {
  /** Edits made one on top of the other without signal, sent in pushes of any size. */
  const day = fc.array(fc.record({ change, sends: fc.boolean() }), { maxLength: 12 })

  test('a chain of own edits never conflicts, and the office ends with what the phone showed', () => {
    fc.assert(
      fc.property(day, (steps) => {
        const pending: Mutation[] = []
        const shown = (id: string) =>
          overlay(
            find(office, id),
            pending.filter((it) => it.id === id),
          ) ?? find(office, id)
        let rows: readonly Row[] = office
        let lastSeq = 0
        let unsent: Mutation[] = []
        const send = () => {
          const decision = decide(unsent, { rows, lastSeq })
          expect(decision.conflicts).toEqual([])
          expect(decision.deadLetters).toEqual([])
          rows = after(rows, decision, 6 + lastSeq)
          lastSeq = decision.lastSeq
          unsent = []
        }
        steps.forEach(({ change: made, sends }, at) => {
          const mutation = editOf(made, shown(made.id), at + 1, 5)
          pending.push(mutation)
          unsent.push(mutation)
          if (sends) send()
        })
        send()
        for (const id of ['action', 'line']) expect(find(rows, id).data).toEqual(shown(id).data)
      }),
    )
  })
})

describe('two people at once', () => {
  const pair = fc.tuple(change, change).filter(([theirs, mine]) => theirs.id === mine.id)

  test('each changed field is written, or stands in a conflict with both values', () => {
    fc.assert(
      fc.property(pair, ([theirs, mine]) => {
        const seen = find(office, mine.id)
        const moved = Object.entries(theirs.values).reduce<Data>(
          (data, [field, value]) => writeField(data, field, value),
          seen.data as Data,
        )
        const rows = [...office.filter((row) => row !== seen), { ...seen, version: 6, data: moved }]
        const decision = decide([editOf(mine, seen, 1)], { rows })
        const now = find(after(rows, decision, 7), mine.id).data as Data

        for (const [field, value] of Object.entries(mine.values)) {
          const base = readField(seen.data as Data, field)
          const other = readField(moved, field)
          const conflict = decision.conflicts.find((it) => it.field === field)
          if (conflict) {
            expect(conflict).toMatchObject({ base, mine: value, theirs: other })
            expect(isSame(other, base) || isSame(other, value)).toBe(false)
            expect(readField(now, field)).toEqual(other)
          } else expect(readField(now, field)).toEqual(value)
        }
        for (const field of Object.keys(theirs.values)) {
          const isMine = Object.hasOwn(mine.values, field)
          if (!isMine) expect(readField(now, field)).toEqual(theirs.values[field])
        }
        expect(decision.results[0]?.outcome).toBe(
          decision.conflicts.length > 0 ? 'conflict' : 'merged',
        )
      }),
    )
  })

  test('a field that was overwritten has its former value in the history', () => {
    fc.assert(
      fc.property(change, (mine) => {
        const seen = find(office, mine.id)
        const decision = decide([editOf(mine, seen, 1)])
        const changes = decision.history[0]?.changes ?? {}
        for (const [field, value] of Object.entries(mine.values)) {
          const before = readField(seen.data as Data, field)
          if (!isSame(before, value)) expect(changes[field]).toEqual([before, value])
        }
      }),
    )
  })
})
