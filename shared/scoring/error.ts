import * as v from 'valibot'

/** One thing wrong with an input: where (`rows.2.cells.volume.score`) and what, in plain words. */
export type ScoringIssue = { path: string; message: string }

/** The only error this module throws: the input broke its schema, and `issues` names every place. */
export class ScoringError extends Error {
  readonly issues: ScoringIssue[]

  constructor(issues: ScoringIssue[]) {
    super(issues.map(({ path, message }) => (path ? `${path} ${message}` : message)).join('; '))
    this.name = 'ScoringError'
    this.issues = issues
  }
}

/**
 * Reads an input through its schema, then through the checks that look across fields, and throws one
 * `ScoringError` with all that was found. The checks only run on input whose shape is sound.
 */
export function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  checks: (value: v.InferOutput<Schema>) => ScoringIssue[] = () => [],
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input)
  if (!result.success) throw new ScoringError(result.issues.map(toIssue))
  const issues = checks(result.output)
  if (issues.length > 0) throw new ScoringError(issues)
  return result.output
}

const toIssue = (issue: v.BaseIssue<unknown>): ScoringIssue => ({
  path: v.getDotPath(issue) ?? '',
  message: inPlainWords(issue.message),
})

/** Valibot's own wording for an absent key or a wrong type, said as the schemas here say the rest. */
const inPlainWords = (message: string) =>
  message.startsWith('Invalid key')
    ? 'is missing'
    : message.replace(/^Invalid type: Expected (.+) but received (.+)$/, 'is $2 where $1 belongs')

/** An issue for each id that appears a second time in a list; `at` is the path of the list. */
export function repeatedIds(items: readonly { id: string }[], at: string): ScoringIssue[] {
  const seen = new Set<string>()
  const issues: ScoringIssue[] = []
  items.forEach(({ id }, index) => {
    if (seen.has(id)) issues.push({ path: `${at}.${index}.id`, message: `repeats the id ${id}` })
    seen.add(id)
  })
  return issues
}
