import { amount } from '../scoring/target/words.ts'
import type { ActionFigures } from './sum/actions.ts'
import type { Contact } from './sum/contacts.ts'
import type { TargetFigures } from './sum/targets.ts'

/** The sentence under each picture: what it says, and how sure that is. */

const number = (count: number) => amount(count, 'count')
const listed = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
const counted = (parts: readonly (readonly [count: number, words: string])[]) =>
  listed(parts.flatMap(([count, words]) => (count > 0 ? [`${number(count)} ${words}`] : [])))

export function sayOffTrack({ all, offTrack, blocked, overdue, byStatus }: ActionFigures): string {
  if (all.count === 0) return 'There are no actions here.'
  const of = `${number(all.count)} ${all.count === 1 ? 'action' : 'actions'}`
  if (offTrack.count === 0) return `None of ${of} is blocked, at risk or late.`
  const reasons = [
    [blocked.count, 'blocked'],
    [overdue.count, 'late'],
    [byStatus['at risk'].count, 'at risk'],
  ] as const
  const isMore = reasons.reduce((sum, [count]) => sum + count, 0) > offTrack.count
  const is = offTrack.count === 1 ? 'is' : 'are'
  return `${number(offTrack.count)} of ${of} ${is} off track: ${counted(reasons)}${isMore ? '; some are more than one of these' : ''}.`
}

/** Why an action is off track, beside a tag that says its status already: "Blocked, 3 days late" is "3 days late". */
export function whyBeside(why: string, status: string): string {
  if (!why.toLowerCase().startsWith(status)) return why
  return why.slice(status.length).replace(/^, /, '')
}

/** The targets of a priority in a line, with what is no longer as it began: "3 targets: 2 met so far and 1 off target; 1 getting worse". */
export function sayTargetsInShort({
  all,
  byRag,
  byTravel,
}: Pick<TargetFigures, 'all' | 'byRag' | 'byTravel'>): string {
  if (all.count === 0) return ''
  const verdicts = counted([
    [byRag.green.count, 'met so far'],
    [byRag.amber.count, 'close'],
    [byRag.red.count, 'off target'],
    [byRag.grey.count, 'not judged yet'],
  ])
  const going = counted([
    [byTravel.better.count, 'getting better'],
    [byTravel.worse.count, 'getting worse'],
  ])
  const of = `${number(all.count)} ${all.count === 1 ? 'target' : 'targets'}`
  return `${of}: ${[verdicts, going].filter(Boolean).join('; ')}`
}

export function sayTargets({ all, byRag, byTravel }: TargetFigures): string {
  if (all.count === 0) return 'No indicator here has a target.'
  const verdicts = counted([
    [byRag.green.count, 'met so far'],
    [byRag.amber.count, 'close'],
    [byRag.red.count, 'off target'],
    [byRag.grey.count, 'that cannot be judged yet'],
  ])
  const going = counted([
    [byTravel.better.count, 'getting better'],
    [byTravel.worse.count, 'getting worse'],
    [byTravel['no clear change'].count, 'without a clear change'],
  ])
  return `Of ${number(all.count)} ${all.count === 1 ? 'target' : 'targets'}: ${verdicts}. ${
    going
      ? `Against where each began: ${going}. Better or worse is said only where chance alone would hardly bring it.`
      : 'It is too early to say which way any of them goes.'
  }`
}

export function sayReach({ reached, toReach }: ActionFigures): string {
  if (toReach.count === 0) return 'No action here has set out to reach a number of people.'
  const share = Math.round((reached.count / toReach.count) * 100)
  const none = reached.behind.filter(({ count }) => count === 0).length
  const over = toReach.behind.length
  const still =
    none > 0
      ? ` ${number(none)} of ${over === 1 ? '1 action has' : `${number(over)} actions have`} counted nobody yet.`
      : ''
  return `${number(reached.count)} of ${number(toReach.count)} people reached (${share}%).${still} Whoever was met twice counts twice.`
}

export function sayContacts(
  contacts: readonly Contact[],
  nameOf: (agencyId: string) => string,
): string {
  if (contacts.length === 0) return 'No agency has a part in this.'
  const never = contacts.filter(({ lastAt }) => lastAt === null).length
  const longest = contacts.find(({ lastAt }) => lastAt !== null)
  const silence = longest
    ? `The longest silence is that of ${nameOf(longest.agencyId)}: ${number(longest.days ?? 0)} ${longest.days === 1 ? 'day' : 'days'}.`
    : ''
  const unheard =
    never > 0
      ? `Nothing was ever recorded here for ${number(never)} of ${number(contacts.length)} agencies.`
      : ''
  return [unheard, silence, 'Calls and e-mails that nobody wrote down are not counted.']
    .filter(Boolean)
    .join(' ')
}
