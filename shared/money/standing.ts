import { daysBetween } from '../words/dates.ts'
import type { Award } from './award.ts'
import type { Fund } from './fund.ts'
import { sayPounds } from './pounds.ts'
import { sayServesNone, servesNone } from './serves.ts'
import type { PlanToServe } from './serves.ts'
import { countSpending, enteredTwice, sumOf } from './spending.ts'
import type { Spent } from './spending.ts'

type Stored<T> = T & { id: string }

/** Something to look at. Each stands beside the money it is about, and blocks nothing. */
export interface Concern {
  kind:
    | 'over-awarded'
    | 'overspent'
    | 'serves-none'
    | 'outside-time'
    | 'entered-twice'
    | 'corrected-twice'
    | 'no-sum'
    | 'evaluation-due'
  text: string
}

export interface AwardStanding {
  award: Stored<Award>
  spent: Spent[]
  /** Second corrections of one entry, which do not count. */
  rivals: Spent[]
  spentPence: number
  /** Below nothing when overspent; null when nobody has said how much the award is. */
  leftPence: number | null
  concerns: Concern[]
}

export interface FundStanding {
  fund: Stored<Fund>
  awards: AwardStanding[]
  awardedPence: number
  spentPence: number
  /** Null when nobody has said how much the fund is. Below nothing when given away twice over. */
  toAwardPence: number | null
  concerns: Concern[]
}

/** How a fund stands: what was given of it, what was spent, and what somebody should look at. */
export function standFund(
  fund: Stored<Fund>,
  awards: readonly Stored<Award>[],
  spends: readonly Spent[],
  plan: PlanToServe,
  today: string,
): FundStanding {
  // Over all awards at once: a correction may move a purchase from one award to another.
  const { entries, rivals } = countSpending(spends)
  const mine = awards
    .filter(({ fundId }) => fundId === fund.id)
    .map((award) => standAward(award, fund, entries, rivals, plan))
  const awardedPence = sumOf(mine.map(({ award }) => award))
  const spentPence = mine.reduce((sum, it) => sum + it.spentPence, 0)
  const standing = { fund, awards: mine, awardedPence, spentPence }
  const toAwardPence = known(fund.pence) ? fund.pence - awardedPence : null
  return { ...standing, toAwardPence, concerns: fundConcerns(standing, today) }
}

const known = (pence: number | null | undefined): pence is number =>
  pence !== null && pence !== undefined

function standAward(
  award: Stored<Award>,
  fund: Fund,
  entries: readonly Spent[],
  rivals: readonly Spent[],
  plan: PlanToServe,
): AwardStanding {
  const isMine = ({ awardId }: Spent) => awardId === award.id
  const spent = entries.filter(isMine)
  const second = rivals.filter(isMine)
  const spentPence = sumOf(spent)
  const leftPence = known(award.pence) ? award.pence - spentPence : null
  const concerns: Concern[] = []
  const add = (kind: Concern['kind'], text: string) => concerns.push({ kind, text })
  if (leftPence === null) add('no-sum', 'Nobody has said yet how much this award is.')
  else if (leftPence < 0)
    add(
      'overspent',
      `${sayPounds(spentPence)} is spent of ${sayPounds(award.pence ?? 0)}: ${sayPounds(-leftPence)} too much. Correct an entry, or raise the award.`,
    )
  const why = servesNone(award, plan)
  if (why) add('serves-none', sayServesNone[why])
  const outside = spent.filter(({ spentOn }) => isOutside(spentOn, fund))
  if (outside.length > 0)
    add(
      'outside-time',
      `${sayPounds(sumOf(outside))} was spent outside the time of the ${fund.kind}. Check the ${outside.length === 1 ? 'day' : 'days'}.`,
    )
  for (const [first, ...others] of enteredTwice(spent))
    if (first)
      add(
        'entered-twice',
        `“${first.what}” for ${sayPounds(first.pence)} stands here ${others.length + 1} times with the same day. If it was bought once, correct the others to nothing.`,
      )
  for (const { what, pence } of second)
    add(
      'corrected-twice',
      `Two people corrected one entry. “${what}” for ${sayPounds(pence)} does not count: the later correction does.`,
    )
  return { award, spent, rivals: second, spentPence, leftPence, concerns }
}

const isOutside = (on: string, { fromOn, toOn }: Pick<Fund, 'fromOn' | 'toOn'>) =>
  Boolean((fromOn && on < fromOn) || (toOn && on > toOn))

function fundConcerns(
  {
    fund,
    awards,
    awardedPence,
    spentPence,
  }: Pick<FundStanding, 'fund' | 'awards' | 'awardedPence' | 'spentPence'>,
  today: string,
): Concern[] {
  const concerns: Concern[] = []
  if (!known(fund.pence))
    concerns.push({ kind: 'no-sum', text: `Nobody has said yet how much this ${fund.kind} is.` })
  else {
    if (awardedPence > fund.pence)
      concerns.push({
        kind: 'over-awarded',
        text: `${sayPounds(awardedPence)} is awarded out of ${sayPounds(fund.pence)}: ${sayPounds(awardedPence - fund.pence)} is given away twice. Lower an award, or say where more comes from.`,
      })
    if (spentPence > fund.pence)
      concerns.push({
        kind: 'overspent',
        text: `${sayPounds(spentPence)} is spent out of ${sayPounds(fund.pence)}: ${sayPounds(spentPence - fund.pence)} more than there is.`,
      })
  }
  if (fund.kind === 'grant' && awards.length === 0)
    concerns.push({
      kind: 'serves-none',
      text: 'Nothing has been awarded out of this grant, so it serves no priority yet.',
    })
  const due = evaluationDue(fund, today)
  if (due) concerns.push({ kind: 'evaluation-due', text: due })
  return concerns
}

const SOON_DAYS = 30

/** Which evaluation is wanted now, in a sentence; null while there is time, or when it is written. */
export function evaluationDue(
  {
    evaluation,
    evaluationDueOn,
    toOn,
    kind,
  }: Pick<Fund, 'evaluation' | 'evaluationDueOn' | 'toOn' | 'kind'>,
  today: string,
): string | null {
  if (evaluation?.trim()) return null
  if (!evaluationDueOn)
    return toOn && toOn < today
      ? `The ${kind} has ended and nobody has written what came of it.`
      : null
  const days = daysBetween(today, evaluationDueOn)
  if (days < 0)
    return `The evaluation is ${-days === 1 ? '1 day' : `${-days} days`} late. Write what came of it.`
  if (days === 0) return 'The evaluation is due today.'
  return days <= SOON_DAYS
    ? `The evaluation is due in ${days === 1 ? '1 day' : `${days} days`}.`
    : null
}
