import * as v from 'valibot'
import { isSame } from '../sync/canonical.ts'
import type { IndicatorFields } from './form.ts'

const word = v.string()
const list = v.array(word)
const Fields: v.GenericSchema<unknown, IndicatorFields> = v.object({
  ...{ label: word, priorityId: word, sourceAgencyId: word, unit: word, polarity: word },
  ...{ frequency: word, from: word, to: word },
  ...{ baseline: word, baselineFrom: word, baselineTo: word },
  ...{ rule: word, amount: word, total: word, targetWords: word, published: word, tolerance: word },
  ...{ source: word, types: list, areas: list },
  ...{ denominator: word, denominatorOf: word, vintage: word, per: word, comment: word },
})
const Kept = v.pipe(word, v.parseJson(), v.object({ fields: Fields, first: Fields }))

/** A form as it was left: what is typed, and what it was opened with. */
export type KeptForm = v.InferOutput<typeof Kept>

/** What was kept of a form; null when it was nothing, or a form of an earlier build. */
export function readDraft(text: string | undefined): KeptForm | null {
  const read = v.safeParse(Kept, text ?? '')
  return read.success && !isSame(read.output.fields, read.output.first) ? read.output : null
}

/**
 * A draft on the row as it stands now: what somebody typed stays, and what they left alone is as a colleague
 * may have changed it since.
 */
export function draftOnto({ fields, first }: KeptForm, now: IndicatorFields): IndicatorFields {
  const typed = Object.entries(fields).filter(
    ([name, value]) => !isSame(value, first[name as keyof IndicatorFields]),
  )
  return { ...now, ...Object.fromEntries(typed) }
}

/** Of what a form would save, what is another than it was opened with: nobody's change is undone by it. */
export const changedIn = <T extends object>(was: T, is: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(is).filter(
      ([name, value]) => !isSame(value ?? null, was[name as keyof T] ?? null),
    ),
  ) as Partial<T>
