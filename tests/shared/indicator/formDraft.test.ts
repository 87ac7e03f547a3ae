import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../../shared/indicator/form.ts'
import type { IndicatorFields } from '../../../shared/indicator/form.ts'
import { changedIn, draftOnto, readDraft } from '../../../shared/indicator/formDraft.ts'
import { readFields } from '../../../shared/indicator/readFields.ts'
import { indicator } from './made.ts'

const first = fieldsOf(indicator())
const kept = (more: Partial<IndicatorFields>, from = first) =>
  JSON.stringify({ fields: { ...from, ...more }, first: from })

describe('a form that was left', () => {
  test.each([
    ['nothing was kept', undefined],
    ['nothing was typed', kept({})],
    ['it is of another build', JSON.stringify({ fields: { label: 'a' }, first })],
    ['it is no form', '{"fields":'],
  ])('is not found where %s', (_, text) => {
    expect(readDraft(text)).toBeNull()
  })

  test('comes back as it was typed, whatever was typed', () => {
    const names = Object.keys(first).filter((it) => it !== 'types' && it !== 'areas')
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ minLength: 1 }), (name, typed) => {
        fc.pre(first[name as keyof IndicatorFields] !== typed)
        const draft = readDraft(kept({ [name]: typed }))
        expect(draft && draftOnto(draft, first)).toEqual({ ...first, [name]: typed })
      }),
    )
  })

  test('keeps what was typed and takes what a colleague changed since', () => {
    const draft = readDraft(kept({ label: 'Mine', types: ['Robbery'] }))
    const now = { ...first, label: 'Theirs', comment: 'New', areas: ['W1'] }
    expect(draft && draftOnto(draft, now)).toEqual({ ...now, label: 'Mine', types: ['Robbery'] })
  })
})

describe('what a form saves', () => {
  const saves = (more: Partial<IndicatorFields>, was = first) => {
    const [before, after] = [readFields(was), readFields({ ...was, ...more })]
    if ('slips' in before || 'slips' in after) throw new Error('has slips')
    return changedIn(before.indicator, after.indicator)
  }
  test('is what was changed in it, and nothing of what others may change meanwhile', () => {
    expect(saves({})).toEqual({})
    expect(saves({ label: 'Robberies' })).toEqual({ label: 'Robberies' })
    expect(saves({ rule: '' })).toEqual({ rule: null })
    expect(saves({ baseline: '' })).toEqual({ baseline: null })
    expect(saves({ sourceAgencyId: 'police', frequency: 'month' })).toEqual({
      ...{ sourceAgencyId: 'police', frequency: 'month' },
    })
  })
})
