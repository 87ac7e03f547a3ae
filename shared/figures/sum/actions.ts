import type { StatusCounts } from '../../plan/standing.ts'
import { statuses } from '../../plan/status.ts'
import type { Status } from '../../plan/update.ts'
import { figureOf } from '../figure.ts'
import type { Behind, Figure } from '../figure.ts'
import { newsOf } from '../news.ts'
import type { News } from '../news.ts'
import { actionWords } from '../stand/behind.ts'
import type { ActionWord } from '../stand/behind.ts'
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

export function sumActions(actions: readonly ActionStanding[]): ActionFigures {
  const figure = (pick: (it: ActionStanding) => Behind | null) => {
    const behind: Behind[] = []
    for (const it of actions) {
      const brought = pick(it)
      if (brought !== null) behind.push(brought)
    }
    return figureOf('action', behind)
  }
  return {
    all: figure(({ behind }) => behind.all),
    byStatus: Object.fromEntries(
      statuses.map((status) => [
        status,
        figure(({ standing, behind }) => (standing.status === status ? behind.status : null)),
      ]),
    ) as Record<Status, Figure>,
    ...(Object.fromEntries(
      actionWords.map((word) => [word, figure(({ behind }) => behind[word])]),
    ) as Record<ActionWord, Figure>),
    reached: figure(({ behind }) => behind.reached),
    toReach: figure(({ behind }) => behind.toReach),
    news: newsOf(actions.map(({ standing }) => standing)),
  }
}
