import { describe, expect, test } from 'vitest'
import type { Mutation } from '../../../shared/sync/protocol.ts'
import { reword, wordsIn } from '../../../shared/sync/reword.ts'

const head = {
  ...{ mid: 'm-1', seq: 4, schemaVersion: 1, id: 'row-1' },
  deviceTime: '2026-11-22T09:00:00.000Z',
}
const created: Mutation = {
  ...head,
  ...{ op: 'create', kind: 'update' },
  entry: { actionId: 'a.1', note: 'Call 07700 900123', reached: null },
}
const edited: Mutation = {
  ...head,
  ...{ op: 'edit', kind: 'action', baseVersion: 3, because: 'an earlier reason' },
  fields: {
    text: { base: 'Walk', value: 'Walk with 07700 900123' },
    'cells/volume': { base: 1, value: 2 },
  },
}

describe('refused work that is sent again', () => {
  test('shows the words that were written freely, and no others', () => {
    expect(wordsIn(created, ['note'])).toEqual({ note: 'Call 07700 900123' })
    expect(wordsIn(edited, ['text', 'how'])).toEqual({ text: 'Walk with 07700 900123' })
    expect(wordsIn({ ...head, op: 'delete', kind: 'action', baseVersion: 1 }, ['text'])).toEqual({})
    expect(wordsIn({ ...created, entry: null }, ['note'])).toEqual({})
  })

  test('carries the new words, and everything else as it was', () => {
    expect(reword(created, { note: 'Call the school' }, null)).toEqual({
      ...created,
      entry: { actionId: 'a.1', note: 'Call the school', reached: null },
    })
  })

  test('of an edit keeps what the person saw and the fields beside it', () => {
    expect(reword(edited, { text: 'Walk with housing', how: 'unasked' }, null)).toMatchObject({
      fields: {
        text: { base: 'Walk', value: 'Walk with housing' },
        'cells/volume': { base: 1, value: 2 },
      },
    })
    expect(reword(edited, { how: 'unasked' }, null)).not.toHaveProperty('fields.how')
  })

  test('carries the reason given now, and never one given for other words', () => {
    expect(reword(created, {}, 'The school’s own line').because).toBe('The school’s own line')
    expect(reword(edited, { text: 'Walk' }, null)).not.toHaveProperty('because')
  })
})
