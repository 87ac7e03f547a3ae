import { narrowing, narrowings } from '../question.ts'
import type { Narrowing, Question } from '../question.ts'
import type { Shelves } from '../stand/shelves.ts'

/** Something the question names that is not here, or does not go together, in words for its asker. */
export interface Unknown {
  /** The word of the address. */
  word: (typeof narrowing)[Narrowing]
  id: string
  says: string
}

const kindOf = {
  planId: 'plan',
  priorityId: 'priority',
  agencyId: 'agency',
  wardId: 'ward',
  groupId: 'group',
} as const

/**
 * What was taken out, restricted to others or never there looks the same to who may not see it, and nothing
 * is counted for it.
 */
export function unknownIn(question: Question, shelves: Shelves): Unknown[] {
  const unknown = narrowings.flatMap((name): Unknown[] => {
    const id = question[name]
    if (name === 'fourP' || id === undefined) return []
    const kind = kindOf[name]
    if (shelves[kind].one(id)) return []
    const says = `This ${kind} has been taken out, or is not shared with you, so nothing is counted for it.`
    return [{ word: narrowing[name], id, says }]
  })
  const { planId, priorityId } = question
  const priority = shelves.priority.one(priorityId)
  if (priority && planId && priority.planId !== planId) {
    const says = 'This priority stands in another plan, so nothing is counted for it in this one.'
    unknown.push({ word: 'priority', id: priority.id, says })
  }
  return unknown
}

/** What narrows each part of the figures. What is not named leaves that part as it is. */
export const heeded = {
  actions: narrowings,
  targets: ['planId', 'priorityId', 'agencyId', 'groupId'],
  events: narrowings,
  findings: ['agencyId', 'wardId'],
  barriers: narrowings,
  conflicts: ['priorityId', 'fourP', 'agencyId', 'wardId', 'groupId'],
  approvals: ['planId', 'priorityId', 'groupId'],
  meetings: ['groupId'],
  contacts: ['agencyId'],
} as const satisfies Record<string, readonly Narrowing[]>
export type Part = keyof typeof heeded

/**
 * The parts that the question narrows only in part, and by what not: a screen says beside them that they are
 * of more than was asked. Targets have no ward, and saying "0 targets" there would be a lie.
 */
export function unheededBy(question: Question): Partial<Record<Part, Narrowing[]>> {
  const asked = narrowings.filter((name) => question[name] !== undefined)
  return Object.fromEntries(
    (Object.keys(heeded) as Part[]).flatMap((part) => {
      const left = asked.filter((name) => !(heeded[part] as readonly Narrowing[]).includes(name))
      return left.length > 0 ? [[part, left]] : []
    }),
  )
}
