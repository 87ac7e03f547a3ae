import { beforeAll, describe, expect, test } from 'vitest'
import { MAX_MUTATIONS, MAX_PUSH_BYTES } from '../../shared/sync/limits.ts'
import { Office, asking, creating, progress } from '../sync/office.ts'
import { attack, keepCounts } from './ledger.ts'
import { routes } from './routes.ts'

keepCounts('hostile-input')

let office: Office
let manager: string
let pcso: string
beforeAll(async () => {
  office = await Office.open()
  manager = await office.signIn('manager')
  pcso = await office.signIn('pcso')
})

const deep = (levels: number, open: string, close: string) =>
  open.repeat(levels) + close.repeat(levels)
const envelope = (mutation: string) => `{"deviceId":"d-hostile","mutations":[${mutation}]}`
const entry = (fields: string) =>
  envelope(
    `{"op":"create","mid":"m-h","seq":1,"schemaVersion":1,"kind":"update","id":"u-h",` +
      `"deviceTime":"2026-11-22T09:00:00.000Z","entry":{${fields}}}`,
  )
const plain = JSON.stringify(progress('pcso')).slice(1, -1)

/** Texts that are no JSON, or JSON that tries to be more. */
const texts: [said: string, text: string][] = [
  ['nothing', ''],
  ['half a body', '{"deviceId":'],
  ['a number', '1e309'],
  ['NaN', 'NaN'],
  ['a list', '[]'],
  ['null', 'null'],
  ['text', '"text"'],
  ['a byte order mark', '\ufeff{}'],
  ['100,000 brackets', deep(100_000, '[', ']')],
  ['100,000 objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  [
    '__proto__ at the top',
    '{"__proto__":{"role":"administrator"},"constructor":{"prototype":{"x":1}}}',
  ],
  ['a body of many keys', `{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":1`).join(',')}}`],
]

describe('bodies that are not what they should be', () => {
  test.each(routes.filter((route) => route.startsWith('POST')))('%s', async (route) => {
    const path = (route.split(' ')[1] ?? '').replace(':id', 'nobody')
    // Leaving and withdrawing read no body.
    const readsBody = !/\/(end|withdraw|remove|remove-access|options)$/.test(path)
    for (const [said, text] of texts) {
      await attack('malformed body', `${route}, ${said}`, async () => {
        const { status } = await office.postText(path, text, manager)
        return status >= 500 || (readsBody && status < 400)
      })
      // The next request is answered as before: nothing was left changed in the worker.
      expect(({} as Record<string, unknown>).role).toBeUndefined()
    }
    if (/\/end$/.test(path)) manager = await office.signIn('manager')
  })

  test('none of them wrote anything', () => {
    expect(office.count('row', "id = 'u-h'")).toBe(0)
    expect(office.count('row')).toBe(10)
  })
})

describe('mutations that are not what they should be', () => {
  const hostile: [said: string, text: string][] = [
    ['__proto__ in an entry', entry(`${plain},"__proto__":{"role":"administrator"}`)],
    ['constructor in an entry', entry(`${plain},"constructor":{"prototype":{"role":"x"}}`)],
    [
      'toString as a kind',
      envelope(
        '{"op":"create","mid":"m","seq":1,"schemaVersion":1,"kind":"toString","id":"x","deviceTime":"2026-11-22T09:00:00.000Z","entry":{}}',
      ),
    ],
    [
      '__proto__ as a kind',
      envelope(
        '{"op":"create","mid":"m","seq":1,"schemaVersion":1,"kind":"__proto__","id":"x","deviceTime":"2026-11-22T09:00:00.000Z","entry":{}}',
      ),
    ],
    [
      '__proto__ as an id',
      envelope(
        '{"op":"create","mid":"m","seq":1,"schemaVersion":1,"kind":"plan","id":"__proto__","deviceTime":"2026-11-22T09:00:00.000Z","entry":{}}',
      ),
    ],
    [
      '__proto__ as a field',
      envelope(
        '{"op":"edit","mid":"m","seq":1,"schemaVersion":1,"kind":"member","id":"pcso","baseVersion":9,"deviceTime":"2026-11-22T09:00:00.000Z","fields":{"__proto__":{"base":null,"value":{"role":"administrator"}}}}',
      ),
    ],
    [
      'a path through a prototype',
      envelope(
        '{"op":"edit","mid":"m","seq":1,"schemaVersion":1,"kind":"matrixRow","id":"x","baseVersion":9,"deviceTime":"2026-11-22T09:00:00.000Z","fields":{"cells/__proto__":{"base":null,"value":{}}}}',
      ),
    ],
    ['NUL in a note', entry(plain.replace('Two schools', 'Two\\u0000schools'))],
    ['a lone high surrogate', entry(plain.replace('Two schools', 'Two\\ud800schools'))],
    ['a lone low surrogate', entry(plain.replace('Two schools', 'Two\\udc00schools'))],
    ['1e309 reached', entry(plain.replace('"reached":30', '"reached":1e309'))],
    ['-1 reached', entry(plain.replace('"reached":30', '"reached":-1'))],
    ['half a person reached', entry(plain.replace('"reached":30', '"reached":0.5'))],
    ['a note of 200,000 letters', entry(plain.replace('Two schools', 'x'.repeat(200_000)))],
    [
      'a note nested 5,000 deep',
      entry(plain.replace('"note":"Two schools visited"', `"note":${deep(5_000, '[', ']')}`)),
    ],
    [
      'a day that is none',
      entry(plain.replace('"happenedOn":"2026-11-22"', '"happenedOn":"2026-02-30"')),
    ],
    [
      'a year of six digits',
      entry(plain.replace('"happenedOn":"2026-11-22"', '"happenedOn":"+275760-09-13"')),
    ],
    [
      'SQL in an id',
      envelope(
        `{"op":"create","mid":"m","seq":1,"schemaVersion":1,"kind":"plan","id":"x'); drop table row; --","deviceTime":"2026-11-22T09:00:00.000Z","entry":{}}`,
      ),
    ],
    ['a seq past counting', envelope('{"mid":"m","seq":9007199254740993}')],
    ['a seq of 0', envelope('{"mid":"m","seq":0}')],
    ['a fractional seq', envelope('{"mid":"m","seq":1.5}')],
    [
      'an unknown verb',
      envelope(
        '{"op":"truncate","mid":"m","seq":1,"schemaVersion":1,"kind":"plan","id":"plan","deviceTime":"2026-11-22T09:00:00.000Z"}',
      ),
    ],
    [
      'a later format',
      envelope(
        '{"op":"delete","mid":"m","seq":1,"schemaVersion":999,"kind":"plan","id":"plan","baseVersion":1,"deviceTime":"2026-11-22T09:00:00.000Z"}',
      ),
    ],
  ]

  test.each(hostile)('%s', async (said, text) => {
    const before = office.count('row')
    const history = office.count('history')
    await attack('malformed mutation', said, async () => {
      const device = `d-${said.replaceAll(/[^a-z0-9]/gi, '-')}`
      const answer = await office.postText(
        '/api/sync/push',
        text.replace('d-hostile', device),
        pcso,
      )
      if (answer.status >= 500) return true
      const isWritten = office.count('row') !== before || office.count('history') !== history
      return isWritten || JSON.stringify({}).includes('administrator')
    })
  })

  test('none of it stands in the way of the next, in the same push', async () => {
    const answer = await office.push(pcso, 'd-after', [
      { mid: 'm-bad', seq: 1, op: 'create', kind: 'update', id: 'bad', entry: { note: '\ud800' } },
      creating('update', 'good', progress('pcso'), 2),
    ])
    expect(answer).toMatchObject({ results: [{ outcome: 'rejected' }, { outcome: 'applied' }] })
  })

  test('10,000 mutations, and one byte too many, are turned away whole', async () => {
    const many = JSON.stringify({
      deviceId: 'd-many',
      mutations: Array.from({ length: 10_000 }, (_, at) => ({ mid: `m-${at}`, seq: at + 1 })),
    })
    await attack('too much', '10,000 mutations', async () => {
      const { status } = await office.postText('/api/sync/push', many, pcso)
      return status !== 400 && status !== 413
    })
    await attack('too much', `${MAX_MUTATIONS + 1} mutations`, async () => {
      const mutations = Array.from({ length: MAX_MUTATIONS + 1 }, (_, at) => ({
        mid: `m-${at}`,
        seq: at + 1,
      }))
      return (
        (await office.post('/api/sync/push', { deviceId: 'd-many', mutations }, pcso)).status !==
        400
      )
    })
    await attack('too much', 'a byte over', async () => {
      const text = ' '.repeat(MAX_PUSH_BYTES + 1)
      return (await office.postText('/api/sync/push', text, pcso)).status !== 413
    })
    await attack('too much', '1,001 scopes held', async () => {
      const held = Array.from({ length: 1_001 }, (_, at) => `plan:p${at}`)
      return (await office.post('/api/sync/pull', { ...asking('d-x'), held }, pcso)).status !== 400
    })
  })
})

describe('scopes and cursors that a phone makes up', () => {
  const cursor = { version: 1, id: '~', nonce: '' }
  const made: [said: string, ask: object][] = [
    ['a scope of somebody', { held: ['plan:closed', '*', '%'], at: cursor }],
    ['a wildcard', { held: ['plan:%'], at: cursor }],
    ['a version in the future', { at: { ...cursor, version: 9e15 }, held: ['partnership'] }],
    ['a position past everything', { at: null, filling: { scope: 'zzz', version: 1, id: 'z' } }],
    ['JSON in a scope', { held: ['"],["partnership'], at: cursor }],
  ]
  test.each(made)('%s brings nothing that one may not see', async (said, ask) => {
    const allowed = JSON.stringify(await office.pull(pcso, 'd-honest'))
    await attack('made-up cursor', said, async () => {
      const answer = await office.post('/api/sync/pull', { ...asking('d-liar'), ...ask }, pcso)
      if (answer.status === 400) return false
      const { fill = [], rows = [] } = (await answer.json()) as {
        fill: { id: string }[]
        rows: { id: string }[]
      }
      return (
        answer.status !== 200 || [...fill, ...rows].some(({ id }) => !allowed.includes(`"${id}"`))
      )
    })
  })
})

describe('clocks', () => {
  const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString()
  const times = [
    ['three days slow', days(-3)],
    ['three days fast', days(3)],
    ['in the hour that happens twice', '2026-10-25T01:30:00.000Z'],
    ['in the hour that does not happen', '2026-03-29T01:30:00.000Z'],
    ['five years slow', days(-5 * 365)],
    ['in the year 9999', '9999-12-31T23:59:59.999Z'],
  ]
  test.each(times)('a phone %s decides no order and opens no door', async (said, deviceTime) => {
    const id = `clock-${said.replaceAll(' ', '-')}`
    await attack('clock', said, async () => {
      const mutation = { ...creating('update', id, progress('pcso'), 1), deviceTime }
      const answer = await office.push(pcso, `d-${id}`, [mutation])
      const stale = {
        ...(mutation as object),
        op: 'edit',
        kind: 'action',
        id: 'action',
        mid: 'm-2',
        seq: 2,
        baseVersion: 0,
      }
      const fields = { text: { base: 'what somebody saw long ago', value: said } }
      const lead = await office.signIn('lead')
      const edited = await office.push(lead, `d-lead-${id}`, [
        { ...stale, seq: 1, fields, entry: undefined },
      ])
      // Kept, as a fact; and a field that others have moved since is a conflict whatever the time says.
      const isKept = answer.status === 'ok' && answer.results[0]?.outcome === 'applied'
      const isConflict = edited.status === 'ok' && edited.results[0]?.outcome === 'conflict'
      return !isKept || !isConflict
    })
  })
})
