import { countOf, figureOf } from '../figure.ts'
import type { Behind, Figure } from '../figure.ts'
import type { ActionStanding } from '../stand/actions.ts'
import type { IndicatorStanding } from '../stand/indicators.ts'
import type { Standings } from '../stand/standings.ts'
import type { FindingFigures } from './findings.ts'
import type { Narrowed } from './narrow.ts'
import { sayOwed } from './targets.ts'
import type { WaitingFigures } from './waiting.ts'

/** What an agency owes the others. */
export interface OwedFigures {
  agencyId: string
  /** Actions it leads, those it has a part in, and of those it leads the late ones. */
  led: Figure
  joint: Figure
  overdue: Figure
  /** Updates that its people were asked for and nobody has given. */
  asked: Figure
  /** Open findings that are for it. */
  findings: Figure
  /** Open barriers that stand until it gives something. */
  barriers: Figure
  /** Indicators of its own whose last month, quarter or year that is over has no value yet. */
  values: Figure
}

export function sumOwed(
  agencyId: string,
  { shelves }: Standings,
  { actions }: Narrowed,
  indicators: readonly IndicatorStanding[],
  { open }: Pick<FindingFigures, 'open'>,
  { barriers }: Pick<WaitingFigures, 'barriers'>,
): OwedFigures {
  const led = actions.filter(({ action }) => action.leadAgencyId === agencyId)
  const joint = actions.filter(({ action }) => action.leadAgencyId !== agencyId)
  const count = (of: readonly ActionStanding[], pick: (it: ActionStanding) => Behind | null) =>
    figureOf(
      'action',
      of.map(pick).filter((it) => it !== null),
    )
  const isTheirs = (memberId: string) => shelves.member.one(memberId)?.agencyId === agencyId
  const needed = barriers.behind.filter(
    ({ id }) => shelves.barrier.one(id)?.needsAgencyId === agencyId,
  )
  return {
    agencyId,
    led: count(led, ({ behind }) => behind.all),
    joint: count(joint, ({ behind }) => behind.all),
    overdue: count(led, ({ behind }) => behind.overdue),
    asked: count(actions, ({ asked, behind }) =>
      asked?.toIds.some(isTheirs) ? behind.asked : null,
    ),
    findings: open,
    barriers: { kind: 'barrier', count: needed.length, behind: needed },
    values: countOf(
      'indicator',
      indicators,
      ({ indicator }) => indicator.id,
      (it) => (it.indicator.sourceAgencyId === agencyId ? sayOwed(it) : null),
    ),
  }
}
