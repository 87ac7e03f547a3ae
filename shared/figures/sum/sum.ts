import type { Question } from '../question.ts'
import { newShelves } from '../stand/shelves.ts'
import type { Standings } from '../stand/standings.ts'
import { sumActions } from './actions.ts'
import type { ActionFigures } from './actions.ts'
import { sumContacts } from './contacts.ts'
import type { Contact } from './contacts.ts'
import { sumEvents } from './events.ts'
import type { EventFigures } from './events.ts'
import { sumFindings } from './findings.ts'
import type { FindingFigures } from './findings.ts'
import { unheededBy, unknownIn } from './named.ts'
import type { Part, Unknown } from './named.ts'
import { narrow } from './narrow.ts'
import { sumOwed } from './owed.ts'
import type { OwedFigures } from './owed.ts'
import { sumPriorities } from './priorities.ts'
import type { PriorityFigures } from './priorities.ts'
import type { Narrowing } from '../question.ts'
import { narrowIndicators, sumTargets } from './targets.ts'
import type { TargetFigures } from './targets.ts'
import { sumWaiting } from './waiting.ts'
import type { WaitingFigures } from './waiting.ts'

/** Everything a dashboard shows for one question. Plain values: it can be sent, compared and kept. */
export interface Figures {
  question: Question
  /** What the question names and is not here: each a sentence to show. */
  unknown: readonly Unknown[]
  /** The parts that some of the question does not narrow. */
  unheeded: Readonly<Partial<Record<Part, readonly Narrowing[]>>>
  /** The plans that are counted, the latest first. */
  planIds: readonly string[]
  /** Of all of them, each action once. */
  actions: ActionFigures
  targets: TargetFigures
  priorities: readonly PriorityFigures[]
  events: EventFigures
  findings: FindingFigures
  waiting: WaitingFigures
  /** When each agency was last heard of, the longest silence first. */
  contacts: readonly Contact[]
  /** Of the agency asked about; null where none is, or it is not here. */
  owed: OwedFigures | null
}

/** Adds up how things stand, for a question. */
export function sum(standings: Standings, question: Question): Figures {
  const { shelves } = standings
  const unknown = unknownIn(question, shelves)
  // What is not here is nobody's: without rows there is nothing to leave standing by mistake.
  const ground = unknown.length > 0 ? emptied(standings) : standings
  const narrowed = narrow(ground, question)
  const indicators = narrowIndicators(ground, narrowed, question)
  const findings = sumFindings(ground, question)
  const waiting = sumWaiting(ground, narrowed, question)
  const { agencyId } = question
  return {
    ...{ question, unknown, unheeded: unheededBy(question) },
    planIds: narrowed.plans.map(({ id }) => id),
    actions: sumActions(narrowed.actions),
    targets: sumTargets(indicators),
    priorities: sumPriorities(ground, narrowed, indicators, question),
    events: sumEvents(ground, narrowed, question),
    ...{ findings, waiting },
    contacts: sumContacts(ground, narrowed, question),
    owed:
      agencyId && unknown.length === 0
        ? sumOwed(agencyId, ground, narrowed, indicators, findings, waiting)
        : null,
  }
}

const emptied = (standings: Standings): Standings => ({
  ...standings,
  ...{ shelves: newShelves(), actions: [], indicators: [], events: [], findings: [] },
})
