import type { Scale } from '../../scoring/scale.ts'

/**
 * Where scores begin, as typed: one field a score. Answers the scale, or what to say. They rise, are as
 * many as the matrix has scores above its lowest, and hold from a day that is named.
 */
export function readCuts(typed: readonly string[], source: string, asOf: string): Scale | string {
  const cuts = typed.map((text) => {
    const plain = text.trim().replaceAll(',', '').replace('−', '-')
    return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null
  })
  if (cuts.some((cut) => cut === null)) return 'Each score begins at a number.'
  const known = cuts.flatMap((cut) => cut ?? [])
  if (known.some((cut, at) => at > 0 && cut <= (known[at - 1] ?? cut)))
    return 'Each score begins above where the one before it does.'
  return { kind: 'fixed', cuts: known, asOf, source: source.trim() }
}
