import * as v from 'valibot'

/** What is wrong with a form, in one sentence that names the field. */
export function sayIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  return path ? `${path}: ${issue.message}` : issue.message
}
