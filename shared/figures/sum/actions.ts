import type { StatusCounts } from '../../plan/standing.ts'
import { statuses } from '../../plan/status.ts'
import type { Status } from '../../plan/update.ts'
import { countOf, figureOf } from '../figure.ts'
import type { Behind, Figure } from '../figure.ts'
import { newsOf } from '../news.ts'
import type { News } from '../news.ts'
import { actionWords } from '../whys.ts'
import type { ActionWord } from '../whys.ts'
import type { ActionStanding } from '../stand/actions.ts'

/** The actions of something, counted. All lists have the most urgent first. */
export interface ActionFigures extends Record<ActionWord, Figure> {
  all: Figure
  byStatus: Record<Status, Figure>
  /** People reached by the actions that have a reach target, and how many those mean to reach. */
  reached: Figure
  toReach: Figure
  /** The worst of it in a word. */
  news: News
}

/** How many stand at each status. */
export const countsOf = ({ byStatus }: Pick<ActionFigures, 'byStatus'>): StatusCounts =>
  Object.fromEntries(statuses.map((status) => [status, byStatus[status].count])) as StatusCounts

const idOf = ({ action }: ActionStanding) => action.id
const count = (actions: readonly ActionStanding[], whyOf: (it: ActionStanding) => string | null) =>
  countOf('action', actions, idOf, whyOf)

export function sumActions(actions: readonly ActionStanding[]): ActionFigures {
  const byWord = Object.fromEntries(
    actionWords.map((word) => [word, count(actions, ({ whys }) => whys[word])]),
  ) as Record<ActionWord, Figure>
  const byStatus = Object.fromEntries(
    statuses.map((status) => [
      status,
      count(actions, (it) => (it.standing.status === status ? (it.whys.offTrack ?? status) : null)),
    ]),
  ) as Record<Status, Figure>
  return {
    all: count(actions, ({ standing }) => standing.status),
    ...{ byStatus, ...byWord },
    reached: figureOf(
      'action',
      ofReach(actions, ({ standing }) => standing.reached ?? 0),
    ),
    toReach: figureOf(
      'action',
      ofReach(actions, ({ action }) => action.reachTarget?.count ?? 0),
    ),
    news: newsOf(actions.map(({ standing }) => standing)),
  }
}

/** Of an action that nothing counts anybody for yet, "0 of 500": its target is there all the same. */
function ofReach(actions: readonly ActionStanding[], countIn: (it: ActionStanding) => number) {
  return actions.flatMap((it): Behind[] => {
    const { reachTarget } = it.action
    if (!reachTarget?.count) return []
    const why = `${it.standing.reached ?? 0} of ${reachTarget.count} ${reachTarget.audience ?? ''}`
    return [{ id: it.action.id, count: countIn(it), why: why.trim() }]
  })
}
