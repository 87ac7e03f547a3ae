import type { Window } from '../scoring/days.ts'
import { askIfFarOut } from './farOut.ts'
import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'
import { isSamePeriod } from './period.ts'
import { readValue } from './readValue.ts'
import type { Question } from './readValue.ts'
import { standingOf } from './standing.ts'
import { sayValue } from './words.ts'

type Stored<T> = T & { id: string }

/** What somebody has put into one line of a form, as they left it. */
export interface Typed {
  value: string
  /** In the place of a figure: why there is none. */
  missing: '' | 'unavailable' | 'to-be-confirmed'
  provisional: boolean
}
export const nothingTyped: Typed = { value: '', missing: '', provisional: false }

/** What will be kept: whose it is and when it was recorded are the form's to say. */
export type EntryDraft = Pick<Observation, 'indicatorId' | 'from' | 'to' | 'value' | 'unit'> &
  Partial<Pick<Observation, 'missing' | 'provisional' | 'supersedes' | 'settles'>>

export type Entry =
  | { is: 'nothing' }
  /** It says what stands already: there is nothing to keep. */
  | { is: 'same' }
  | { is: 'question'; question: Question }
  | { is: 'entry'; draft: EntryDraft; unlike: string | null; corrects: string | null }

/**
 * One line of a form for one period. What stands for the period is replaced, and stays in the history; of two
 * that differ both are, which settles them. `unlike` is a question about a figure far from those before
 * it; it is asked, and keeps nobody from saving.
 */
export function readEntry(
  indicator: Stored<Indicator>,
  observations: readonly Stored<Observation>[],
  period: Window,
  typed: Typed,
): Entry {
  const read = typed.missing
    ? ({ is: 'missing', missing: typed.missing } as const)
    : readValue(typed.value, indicator.unit)
  if (read.is === 'nothing') return read
  if (read.is === 'question') return { is: 'question', question: read }

  const { values } = standingOf(indicator, observations)
  const here = values.filter((it) => isSamePeriod(it, period))
  const value = read.is === 'value' ? read.value : null
  const provisional = read.is === 'value' && (typed.provisional || read.provisional)
  const missing = read.is === 'missing' ? read.missing : undefined
  const [first, ...others] = here
  const isSame = (it: Observation) =>
    it.value === value &&
    (it.missing ?? undefined) === missing &&
    Boolean(it.provisional) === provisional
  if (first && others.length === 0 && isSame(first)) return { is: 'same' }
  return {
    is: 'entry',
    draft: {
      indicatorId: indicator.id,
      ...{ from: period.from, to: period.to, value, unit: indicator.unit },
      ...(missing ? { missing } : {}),
      ...(provisional ? { provisional } : {}),
      ...(first ? { supersedes: first.id } : {}),
      ...(others.length > 0 ? { settles: others.map(({ id }) => id) } : {}),
    },
    unlike: value === null ? null : askIfFarOut(indicator, value, period, values),
    corrects: first ? here.map((it) => sayStanding(it, indicator)).join(' and ') : null,
  }
}

/** "41", "41, provisional", "not available". */
export function sayStanding(
  { value, missing, provisional }: Pick<Observation, 'value' | 'missing' | 'provisional'>,
  indicator: Pick<Indicator, 'unit' | 'denominator'>,
): string {
  if (value === null) return missing === 'to-be-confirmed' ? 'to be confirmed' : 'not available'
  return `${sayValue(value, indicator)}${provisional ? ', provisional' : ''}`
}
