import * as v from 'valibot'
import { Id, Line, Paragraph } from '../words/schema.ts'

/** Where a finding comes from. The group may add its own. */
export const findingRooms = [
  'matrix',
  'sure',
  'moved',
  'months',
  'places',
  'drivers',
  'survey',
  'own',
] as const

/**
 * What the group takes from a year's evidence. The sentence is kept as it stood when it was ticked, so
 * that a later change of the figures shows beside it and never under it.
 */
export const KeyFinding = v.object({
  editionId: Id,
  room: v.picklist(findingRooms),
  /** What it is about, so that the sentence of today can be held against it: a row's or a driver's id. */
  about: v.nullish(Line),
  text: v.pipe(
    Paragraph,
    v.check((words) => words.trim() !== '', 'is empty'),
  ),
  isTicked: v.boolean(),
  /** What the group makes of it. */
  note: v.nullish(Paragraph),
  /** The priority that was made of it. */
  priorityId: v.nullish(Id),
})
export type KeyFinding = v.InferOutput<typeof KeyFinding>
