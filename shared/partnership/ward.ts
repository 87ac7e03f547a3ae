import * as v from 'valibot'
import { Line } from '../words/schema.ts'

/** A ward of the district, by its ONS code of the year its boundary was drawn. */
export const Ward = v.object({
  name: Line,
  code: v.pipe(v.string(), v.regex(/^[EW]05\d{6}$/, 'is not an ONS ward code')),
})
export type Ward = v.InferOutput<typeof Ward>
