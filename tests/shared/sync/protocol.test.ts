import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { hashText } from '../../../shared/sync/canonical.ts'
import { MAX_MUTATIONS, SCHEMA_VERSION } from '../../../shared/sync/limits.ts'
import {
  CheckRequest,
  Mutation,
  PullRequest,
  PushRequest,
  reasons,
} from '../../../shared/sync/protocol.ts'

const schemas = { Mutation, PushRequest, PullRequest, CheckRequest }
type Message = keyof typeof schemas

/**
 * A schema said in plain data: what it is, what it is made of and what it demands. How an issue is
 * worded is left out, save for a rule that is a function: its words are all that tells it apart.
 */
function said(part: unknown): unknown {
  if (part === null || part === undefined) return null
  if (typeof part === 'bigint' || typeof part === 'symbol') return String(part)
  if (typeof part !== 'object') return part
  if (part instanceof RegExp) return String(part)
  if (Array.isArray(part)) return part.map(said)
  const made = part as Record<string, unknown>
  // No schema but a list of fields, one of which may well be called `kind`.
  if (typeof made.kind !== 'string') return inOrder(Object.entries(made))
  const isCheck = typeof made.requirement === 'function'
  return inOrder(
    spelled
      .filter((name) => Object.hasOwn(made, name))
      .map((name) => [name, name === 'requirement' && isCheck ? made.message : made[name]]),
  )
}

const spelled = [
  ...['kind', 'type', 'entries', 'item', 'items', 'key', 'value', 'literal', 'options', 'rest'],
  ...['wrapped', 'default', 'fallback', 'pipe', 'requirement'],
]

const inOrder = (entries: [string, unknown][]) =>
  Object.fromEntries(
    entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      // The first link of a pipe is the schema itself: its parts stand there already.
      .map(([name, value]) => [
        name,
        said(name === 'pipe' && Array.isArray(value) ? value.slice(1) : value),
      ]),
  )

const fingerprint = (schema: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(said(schema)))
    .digest('hex')

const whatToDo = `The protocol has changed, and phones run last month's build.
If an old message still parses and means the same (a new optional field): pin the new fingerprint
here and add a message with the field to messages-v1.json, leaving the old ones as they are.
If not: raise SCHEMA_VERSION, upcast version ${SCHEMA_VERSION} in the worker, and start messages-v${SCHEMA_VERSION + 1}.json.`

describe('the protocol', () => {
  test.each<[Message, string]>([
    ['Mutation', '9b2809462379bc2a09f173716c5923255a6aad068d610fe6dfef6778aca6044e'],
    ['PushRequest', '44f5392e55b802f2da9e1137f9798295345ae0205ee8e5406b1c0a05b08d2821'],
    ['PullRequest', '3e9501368dc774fdc3d8f05ac96f2291f98b4f15446d692b8342ab87b65ae1d8'],
    ['CheckRequest', 'db0f8e05b010d5bc4f02c2cc2491900d0a93a4ff328d1b78e445b50b2d4b95a8'],
  ])('%s has not changed since the last release', (name, pinned) => {
    expect(fingerprint(schemas[name]), whatToDo).toBe(pinned)
  })

  test('the fingerprint sees a field more, a bound moved, a pattern changed and an option gone', () => {
    const one = v.object({ a: v.pipe(v.string(), v.regex(/a/), v.maxLength(3)) })
    const others = [
      v.object({ a: one.entries.a, b: v.string() }),
      v.object({ a: one.entries.a, kind: v.string() }),
      v.object({ a: one.entries.a, kind: v.number() }),
      v.object({ a: v.optional(one.entries.a) }),
      v.object({ a: v.pipe(v.string(), v.regex(/a/), v.maxLength(4)) }),
      v.object({ a: v.pipe(v.string(), v.regex(/a/i), v.maxLength(3)) }),
      v.object({ a: v.pipe(v.string(), v.regex(/a/)) }),
      v.looseObject(one.entries),
      v.union([one, v.literal('x')]),
      v.union([one, v.literal('y')]),
      v.record(one.entries.a, v.unknown()),
      v.record(v.string(), v.unknown()),
      v.object({
        a: v.pipe(
          v.string(),
          v.check((text) => text !== '', 'is empty'),
        ),
      }),
      v.object({
        a: v.pipe(
          v.string(),
          v.check((text) => text !== '', 'is blank'),
        ),
      }),
    ]
    expect(new Set([one, ...others].map(fingerprint)).size).toBe(1 + others.length)
    expect(fingerprint(v.object({ b: v.number(), a: v.string() }))).toBe(
      fingerprint(v.object({ a: v.string(), b: v.number() })),
    )
  })

  test('every reason the phone has a sentence for is still one', () => {
    expect(reasons).toEqual(
      expect.arrayContaining([
        'invalid',
        'unknown-kind',
        'forbidden',
        'dependency',
        'exists',
        'deleted',
        'append-only',
        'too-large',
        'too-new',
      ]),
    )
  })
})

describe('messages of version 1', () => {
  const messages = JSON.parse(
    readFileSync(new URL('messages-v1.json', import.meta.url), 'utf8'),
  ) as Record<Message, Record<string, unknown>[]>

  const all = (Object.keys(schemas) as Message[]).flatMap((name) =>
    messages[name].map((message, at): [Message, number, unknown] => [name, at + 1, message]),
  )

  test.each(all)('%s %d parses, and nothing in it is lost', (name, _at, message) => {
    expect(v.parse(schemas[name], message)).toEqual(message)
  })

  test('there is one for each op', () => {
    const ops = Mutation.options.map(({ entries }) => entries.op.literal).sort()
    expect([...new Set(messages.Mutation.map(({ op }) => op))].sort()).toEqual(ops)
  })

  test.each(Object.keys(schemas) as Message[])(
    'a field nobody knows yet does not stop a %s',
    (name) => {
      for (const message of messages[name])
        expect(v.is(schemas[name], { ...message, mood: 'hopeful' })).toBe(true)
    },
  )
})

describe('the description of the protocol', () => {
  const text = readFileSync(new URL('../../../shared/sync/README.md', import.meta.url), 'utf8')
  const blocks = [...text.matchAll(/```json\n([^`]*)```/g)].map(
    ([, json = '']) => JSON.parse(json) as object,
  )

  test('shows requests that are taken, with every op', () => {
    const [push, pull, check] = [
      blocks.find((it) => 'mutations' in it),
      blocks.find((it) => 'pendingFrom' in it),
      blocks.find((it) => 'wantsRows' in it),
    ]
    expect(v.parse(PullRequest, pull)).toEqual(pull)
    expect(v.parse(CheckRequest, check)).toEqual(check)
    const { mutations } = v.parse(PushRequest, push)
    expect(mutations.map((it) => v.parse(Mutation, it))).toEqual(mutations)
    expect(mutations.map(({ op }) => op)).toEqual(
      Mutation.options.map((it) => it.entries.op.literal),
    )
  })

  test.each(reasons)('explains %s', (reason) => expect(text).toContain(`| \`${reason}\``))

  test('has the hashes that the code has', () => {
    const vectors = [...text.matchAll(/\| `(\{"data.*?\})`\s*\| `(\w{8})` \| `(\w{8})` \|/g)]
    expect(vectors).toHaveLength(2)
    for (const [, row = '', hi = '', lo = ''] of vectors)
      expect(hashText(JSON.parse(row))).toBe(hi + lo)
  })
})

describe('the envelope', () => {
  const push = (count: number) => ({
    deviceId: 'd',
    mutations: Array.from({ length: count }, (_, at) => ({ mid: `m-${at}`, seq: at + 1 })),
  })

  test.each([
    [0, false],
    [1, true],
    [MAX_MUTATIONS, true],
    [MAX_MUTATIONS + 1, false],
  ])('%d mutations in a push: %s', (count, isTaken) => {
    expect(v.is(PushRequest, push(count))).toBe(isTaken)
  })

  test('what is inside a mutation is not looked at yet, so a bad form is refused alone', () => {
    expect(v.is(PushRequest, { deviceId: 'd', mutations: [{ mid: 'm', seq: 1, op: 7 }] })).toBe(
      true,
    )
  })

  test.each([
    [0, false],
    [1, true],
    [1.5, false],
    [Number.MAX_SAFE_INTEGER, true],
    [Number.MAX_SAFE_INTEGER + 1, false],
  ])('seq %d: %s', (seq, isTaken) => {
    expect(v.is(PushRequest, { deviceId: 'd', mutations: [{ mid: 'm', seq }] })).toBe(isTaken)
  })

  test.each([
    ['text', true],
    ['cells/volume', true],
    ['cells/public-concern', true],
    [`a${'b'.repeat(39)}`, true],
    [`a${'b'.repeat(40)}`, false],
    [`cells/${'b'.repeat(80)}`, true],
    [`cells/${'b'.repeat(81)}`, false],
    ['', false],
    ['/volume', false],
    ['cells/', false],
    ['cells/a/b', false],
    ['cells/__proto__', false],
    ['9lives', false],
  ])('the field %j: %s', (field, isTaken) => {
    const edit = { op: 'edit', mid: 'm', seq: 1, schemaVersion: 1, kind: 'action', id: 'a' }
    const fields = { [field]: { base: null, value: 1 } }
    const whole = { ...edit, deviceTime: '2026-11-22T09:00:00Z', baseVersion: 1, fields }
    expect(v.is(Mutation, whole)).toBe(isTaken)
  })
})
