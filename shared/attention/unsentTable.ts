import type { Table } from '../words/table.ts'

/** An entry that the office does not have, put into words. */
export interface UnsentEntry {
  state: string
  savedAt: string
  /** What it is about: the action, the event. */
  about: string
  /** What was done: "Progress entry added". */
  deed: string
  /** What it says, field by field. */
  says: readonly { field: string; value: string }[]
}

export const UNSENT_MARKING = 'OFFICIAL-SENSITIVE'

/**
 * What this phone holds and the office does not, one line an entry, so that a person can read it and
 * the office can enter it again. It may quote anything, and so is marked as sensitive throughout.
 */
export const unsentTable = (
  entries: readonly UnsentEntry[],
  recordedBy: string,
  sayWhen: (at: string) => string,
): Table => ({
  fields: ['State', 'Saved on the phone', 'Recorded by', 'About', 'What was done', 'What it says'],
  data: [
    [UNSENT_MARKING],
    ...entries.map(({ state, savedAt, about, deed, says }) => [
      ...[state, sayWhen(savedAt), recordedBy, about, deed],
      says.map(({ field, value }) => `${field}: ${value}`).join('\n'),
    ]),
  ],
})
