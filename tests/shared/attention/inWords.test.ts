import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { may } from '../../../shared/access/may.ts'
import { roles } from '../../../shared/access/role.ts'
import { unsentTable } from '../../../shared/attention/unsentTable.ts'
import { reasons } from '../../../shared/sync/protocol.ts'
import type { Conflict, Mutation } from '../../../shared/sync/protocol.ts'
import {
  describe as describeMutation,
  editableFields,
  isWordsFault,
  mayBringBack,
  maySendAgain,
  sayRefusal,
} from '../../../web/src/lib/attention.ts'
import { ownConflicts, settledLately } from '../../../web/src/lib/conflicts.ts'
import { Dispute } from '../../../web/src/lib/dispute.ts'
import { attentionNav } from '../../../web/src/lib/nav.ts'
import type { Shell } from '../../../web/src/lib/shell.svelte.ts'
import { asCsv } from '../../../web/src/lib/csvFile.ts'
import { unsentEntries } from '../../../web/src/lib/unsent.ts'

const at = '2026-11-22T09:00:00.000Z'
const rows: Record<string, Record<string, Record<string, unknown>>> = {
  action: {
    a: { text: 'Walk the square', desiredOutcome: 'Fewer calls', stakeholderIds: ['police'] },
  },
  agency: { police: { name: 'Kent Police' }, fire: { name: 'Fire & Rescue' } },
  member: {
    pcso: { name: 'PCSO, Victoria', role: 'contributor', agencyId: 'police', wardIds: [] },
    lead: { name: 'CSU inspector', role: 'priority lead', agencyId: 'police', wardIds: [] },
  },
}

/** What screens read, over a few rows: enough to put work into words. */
function shellOf(memberId: string, held: Partial<Record<keyof Shell, unknown>> = {}): Shell {
  const one = (kind: string, id: string) => {
    const row = rows[kind]?.[id]
    return row && { ...row, id }
  }
  const base = (id: string) => {
    const kind = Object.keys(rows).find((it) => rows[it]?.[id])
    return kind && { kind, id }
  }
  return {
    me: { partnershipId: 'ashford', memberId },
    role: rows.member?.[memberId]?.role,
    today: '2026-11-22',
    one,
    store: { view: { base } },
    ...{ outbox: [], attention: [], damaged: [], conflicts: [], openConflicts: [] },
    ...held,
  } as unknown as Shell
}

const head = { mid: 'm', seq: 1, schemaVersion: 1, deviceTime: at }
const update: Mutation = {
  ...{ ...head, op: 'create', kind: 'update', id: 'update-1' },
  entry: {
    ...{ actionId: 'a', status: 'on track', note: '=HYPERLINK("x")', reached: null },
    ...{ happenedOn: '2026-11-22', byId: 'pcso', recordedAt: at },
  },
}
const edit = (fields: Record<string, unknown>, kind = 'action', id = 'a'): Mutation => ({
  ...{ ...head, op: 'edit', kind, id, baseVersion: 1 },
  fields: Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, { base: null, value }]),
  ),
})

describe('work put into words', () => {
  test('a progress entry is about its action, and says what was typed and nothing else', () => {
    expect(describeMutation(shellOf('pcso'), update)).toEqual({
      about: 'Walk the square',
      deed: 'Progress entry added',
      says: [
        { field: 'Status', value: 'on track' },
        { field: 'What happened', value: '=HYPERLINK("x")' },
        { field: 'Day', value: 'Sun 22 Nov' },
      ],
    })
  })

  test('agencies are said by their names, an emptied field as nothing', () => {
    const it = describeMutation(
      shellOf('lead'),
      edit({ stakeholderIds: ['police', 'fire'], how: null }),
    )
    expect(it.says).toEqual([
      { field: 'Together with', value: 'Kent Police, Fire & Rescue' },
      { field: 'How it is done', value: 'nothing' },
    ])
  })

  test('a timescale is what was written and the day it means', () => {
    const timescale = { means: 'due', words: 'By Sept 27', dueOn: '2027-09-30' }
    const [said] = describeMutation(shellOf('lead'), edit({ timescale })).says
    expect(said?.value).toBe('By Sept 27 (due 30 Sept 2027)')
  })

  test('a kind that this build does not know is still told of', () => {
    const strange = { ...update, kind: 'drone' } as Mutation
    expect(describeMutation(shellOf('pcso'), strange).about).toBe('Drone')
  })
})

describe('what can be done with refused work', () => {
  const refused = (reason: (typeof reasons)[number]) => ({
    ...{ mid: 'm', seq: 1, outcome: 'rejected' as const, reason },
  })

  test('every reason is said in a sentence', () => {
    for (const reason of reasons) expect(sayRefusal(refused(reason))).toMatch(/\.$/)
  })

  test('words, figures, days and choices can be changed; what it belongs to cannot', () => {
    expect(editableFields(update).map(({ field }) => field)).toEqual([
      'status',
      'note',
      'reached',
      'happenedOn',
    ])
    expect(editableFields(edit({ timescale: null, text: 'x' })).map(({ field }) => field)).toEqual([
      'text',
    ])
  })

  test('what can never be taken is not offered again', () => {
    expect(reasons.filter((reason) => !maySendAgain(refused(reason)))).toEqual([
      'deleted',
      'append-only',
    ])
    expect(isWordsFault(refused('too-large'))).toBe(true)
    expect(isWordsFault(refused('forbidden'))).toBe(false)
  })

  test('only who may take it out may bring it back', () => {
    const gone = refused('deleted')
    expect(mayBringBack(shellOf('lead'), gone, edit({ text: 'x' }))).toBe(true)
    expect(mayBringBack(shellOf('pcso'), gone, edit({ text: 'x' }))).toBe(false)
    expect(mayBringBack(shellOf('lead'), refused('forbidden'), edit({ text: 'x' }))).toBe(false)
    expect(mayBringBack(shellOf('lead'), gone, update)).toBe(false)
  })
})

describe('the file of what is unsent', () => {
  const waiting = { seq: 2, mutation: update, savedAt: at }
  const answered = { ...waiting, seq: 1, result: { mid: 'm', seq: 1, outcome: 'applied' } }
  const attention = {
    ...{ mid: 'r', mutation: edit({ text: 'Walk the park' }), at },
    result: { mid: 'r', seq: 3, outcome: 'rejected', reason: 'forbidden' },
  }
  const shell = shellOf('pcso', {
    ...{ outbox: [answered, waiting], attention: [attention] },
    damaged: [{ mid: 'd', savedAt: at }],
  })
  const file = () => asCsv(unsentTable(unsentEntries(shell), 'PCSO, Victoria', (it) => it))

  test('it holds what was refused, what waits and what is damaged, and not what the office has', () => {
    expect(unsentEntries(shell).map(({ state }) => state)).toEqual([
      'Refused: Your role may not make this change.',
      'Not sent yet',
      'Cannot be read any more',
    ])
  })

  test('it is marked, and every word of every entry is in it', async () => {
    expect(await file()).toMatch(/^\ufeffState,/)
    const { data } = Papa.parse<string[]>((await file()).slice(1))
    expect(data[1]?.[0]).toBe('OFFICIAL-SENSITIVE')
    expect(data[2]?.at(-1)).toBe('What is to be done: Walk the park')
    expect(data[3]).toEqual([
      ...['Not sent yet', at, 'PCSO, Victoria', 'Walk the square', 'Progress entry added'],
      'Status: on track\nWhat happened: =HYPERLINK("x")\nDay: Sun 22 Nov',
    ])
  })

  test('no cell is a formula to a spreadsheet', async () => {
    const hostile = unsentTable(
      ['=1+1', '+1', '-1', '@a', '\t=1'].map((about) => ({
        ...{ state: 'Not sent yet', savedAt: at, about, deed: about },
        says: [{ field: about, value: about }],
      })),
      '=cmd',
      (it) => it,
    )
    const { data } = Papa.parse<string[]>((await asCsv(hostile)).slice(1))
    for (const cell of data.slice(2).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  })
})

describe('a conflict in words', () => {
  const conflict: Conflict = {
    ...{ id: 'c', rowId: 'a', scope: 'plan:p', field: 'desiredOutcome', version: 3 },
    ...{ base: 'Calls', mine: 'Fewer calls at night', theirs: 'Fewer calls' },
    ...{ mineById: 'pcso', mineAt: at, theirsById: 'lead', theirsAt: at },
    ...{ settled: false, settledById: null, settledAt: null, settledHow: null },
  }

  test('each sees their own value as theirs', () => {
    const [mine, other] = [
      new Dispute(shellOf('pcso'), conflict),
      new Dispute(shellOf('lead'), conflict),
    ]
    expect([mine.mine.by, mine.mine.keep, mine.theirs.by, mine.theirs.keep]).toEqual([
      ...['You', 'Keep mine', 'CSU inspector', 'Keep theirs'],
    ])
    expect([other.mine.by, other.mine.keep, other.theirs.by, other.theirs.keep]).toEqual([
      ...['PCSO, Victoria', 'Keep theirs', 'You', 'Keep mine'],
    ])
    expect([mine.who, other.who]).toEqual(['CSU inspector and you', 'PCSO, Victoria and you'])
  })

  test('somebody who looks after the plan sees two names, and neither is theirs', () => {
    const it = new Dispute(shellOf('manager'), conflict)
    expect([it.mine.keep, it.theirs.keep, it.who]).toEqual([
      ...['Keep this', 'Keep this', 'PCSO, Victoria and CSU inspector'],
    ])
    expect(it.fieldName).toBe('Desired outcome')
    expect(it.about).toBe('Walk the square')
  })

  test('what has been changed once more since is what stands now, and is nobody’s of the two', () => {
    const it = new Dispute(shellOf('pcso'), { ...conflict, theirs: 'What stood before' })
    expect(it.current).toBe('Fewer calls')
    expect(it.theirs).toMatchObject({ by: 'Somebody since then', says: 'Fewer calls' })
  })

  test('values that are not words are said in words, without marks', () => {
    const agencies = { field: 'stakeholderIds', mine: ['fire'], theirs: ['police'], base: [] }
    const it = new Dispute(shellOf('pcso'), { ...conflict, ...agencies })
    expect([it.mine.says, it.theirs.says, it.before]).toEqual([
      ...['Fire & Rescue', 'Kent Police', 'nothing'],
    ])
    expect(it.marks).toBeUndefined()
    expect(it.both).toEqual(['police', 'fire'])
  })

  test('two lists of which one holds the other are not offered together once more', () => {
    const agencies = { field: 'stakeholderIds', theirs: ['police'], base: [] }
    for (const mine of [['police'], [], ['police', 'fire']]) {
      const it = new Dispute(shellOf('pcso'), { ...conflict, ...agencies, mine })
      expect(it.both).toBeNull()
    }
  })

  test('a row that is not on this phone is told of without its words', () => {
    const it = new Dispute(shellOf('pcso'), { ...conflict, rowId: 'elsewhere' })
    expect(it.about).toBe('Something not on this device')
    expect(it.shape).toEqual({ is: 'whole' })
  })

  test('only one’s own are counted on one’s chip', () => {
    const openConflicts = [conflict]
    expect(ownConflicts(shellOf('pcso', { openConflicts }))).toHaveLength(1)
    expect(ownConflicts(shellOf('lead', { openConflicts }))).toHaveLength(0)
  })

  test('what was settled lately comes newest first, without what went with its row', () => {
    const settled = (
      id: string,
      settledAt: string,
      settledHow: Conflict['settledHow'] = 'mine',
    ) => ({
      ...{ ...conflict, id, settled: true, settledById: 'lead', settledAt, settledHow },
    })
    const conflicts = [
      settled('old', '2026-01-01T00:00:00.000Z'),
      settled('new', at),
      settled('gone', at, 'deleted'),
      conflict,
    ]
    expect(settledLately(shellOf('pcso', { conflicts }), 5).map(({ id }) => id)).toEqual([
      'new',
      'old',
    ])
    expect(settledLately(shellOf('pcso', { conflicts }), 1)).toHaveLength(1)
  })
})

test('the page of open questions is for those who may settle what others wrote', () => {
  for (const role of roles) {
    const actor = { memberId: 'm', role, agencyId: 'a', groupIds: [], wardIds: [], scopes: null }
    const settles = may(actor, 'settle', { kind: 'conflict', data: null })
    expect(attentionNav(role).length > 0, role).toBe(settles)
  }
})
