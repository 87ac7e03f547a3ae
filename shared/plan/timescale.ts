import * as v from 'valibot'
import { DateOn, optionalLine } from '../words/schema.ts'
import { everies } from './rounds.ts'

/** Keeps what was written ("By Sept 16", "Ongoing") and what it means. */
export const Timescale = v.variant('means', [
  v.object({ means: v.literal('due'), words: optionalLine, dueOn: DateOn }),
  v.object({ means: v.literal('window'), words: optionalLine, fromOn: DateOn, toOn: DateOn }),
  v.object({
    means: v.literal('recurrence'),
    words: optionalLine,
    every: v.picklist(everies),
    nextDueOn: DateOn,
  }),
  v.object({ means: v.literal('none'), words: optionalLine }),
])
export type Timescale = v.InferOutput<typeof Timescale>
