import { eventKinds } from '../event/event.ts'
import { urgencies } from '../finding/finding.ts'
import { statuses } from '../plan/status.ts'
import type { Status } from '../plan/update.ts'
import type { Figure } from './figure.ts'
import type { Part } from './sum/named.ts'
import type { Figures } from './sum/sum.ts'
import type { TargetFigures } from './sum/targets.ts'
import { capital } from '../words/capital.ts'

/** A figure with the word that opens it in an address, and the name that a screen has for it. */
export interface Openable {
  word: string
  title: string
  /** The part of the figures it is in, which says what does not narrow it. */
  part: Part
  figure: Figure
}

export const ragTitles: Record<keyof TargetFigures['byRag'], string> = {
  green: 'Met so far',
  amber: 'Close',
  red: 'Off target',
  grey: 'Cannot be judged yet',
}
export const travelTitles: Record<keyof TargetFigures['byTravel'], string> = {
  better: 'Getting better',
  worse: 'Getting worse',
  'no clear change': 'No clear change',
}
const done = {
  contacts: 'Contacts made',
  noAnswer: 'Doors without an answer',
  advice: 'Advice given',
  items: 'Items given out',
  audience: 'People in audiences',
  referrals: 'Referrals made',
  vulnerable: 'Vulnerabilities flagged',
  vehicles: 'Vehicles stopped',
  findings: 'Problems seen at events',
} as const

/** Everything on a dashboard that opens, each under one word. */
export function openables(figures: Figures): Openable[] {
  const { actions, targets, events, findings, waiting, owed } = figures
  const of =
    (part: Part) =>
    (word: string, title: string, figure: Figure): Openable => ({ word, title, part, figure })
  const [action, target, event, finding] = [
    of('actions'),
    of('targets'),
    of('events'),
    of('findings'),
  ]
  return [
    action('actions', 'All actions', actions.all),
    action('off-track', 'Actions off track', actions.offTrack),
    action('overdue', 'Overdue', actions.overdue),
    action('due-soon', 'Due within 14 days', actions.dueSoon),
    action('silent', 'Silent', actions.silent),
    action('blocked', 'Blocked', actions.blocked),
    action('unwritten', 'Without a single entry', actions.unwritten),
    action('asked', 'Asked for an update', actions.asked),
    action('unowned', 'Without an owner', actions.unowned),
    ...statuses.map((it) => action(statusWord(it), capital(it), actions.byStatus[it])),
    action('reached', 'People reached', actions.reached),
    action('to-reach', 'People to be reached', actions.toReach),
    target('targets', 'All targets', targets.all),
    ...keysOf(ragTitles).map((it) => target(it, ragTitles[it], targets.byRag[it])),
    ...keysOf(travelTitles).map((it) => target(wordOf(it), travelTitles[it], targets.byTravel[it])),
    target('values-owed', 'Values owed', targets.owed),
    target('information', 'Measured without a target', targets.information),
    event('events', 'Events', events.all),
    event('planned', 'Events still to come', events.planned),
    ...eventKinds.map((it) => event(wordOf(it), `Events: ${it}`, events.byKind[it])),
    event('people', 'People spoken to', events.people),
    ...keysOf(done).map((it) => event(`done-${it}`, done[it], events.counts[it])),
    finding('findings', 'Open findings', findings.open),
    finding('findings-late', 'Late findings', findings.late),
    ...urgencies.map((it) =>
      finding(`findings-${wordOf(it)}`, `Open findings: ${it}`, findings.byUrgency[it]),
    ),
    finding('seen', 'Findings seen', findings.seen),
    finding('ended', 'Findings ended', findings.ended),
    of('barriers')('barriers', 'Open barriers', waiting.barriers),
    of('barriers')('undecided', 'Barriers without a decision', waiting.undecided),
    of('conflicts')('conflicts', 'To settle', waiting.conflicts),
    of('approvals')('approvals', 'Plans handed in', waiting.approvals),
    of('meetings')('meetings', 'Meetings', waiting.meetings),
    ...(owed
      ? [
          action('led', 'Actions it leads', owed.led),
          action('joint', 'Actions it has a part in', owed.joint),
          action('owed-overdue', 'Overdue, of those it leads', owed.overdue),
          action('owed-asked', 'Updates asked of its people', owed.asked),
          finding('owed-findings', 'Open findings for it', owed.findings),
          of('barriers')('owed-barriers', 'Barriers that wait for it', owed.barriers),
          target('owed-values', 'Values owed', owed.values),
        ]
      : []),
  ]
}

export const openableAt = (figures: Figures, word: string): Openable | undefined =>
  openables(figures).find((it) => it.word === word)

/** A status is a word of its own: an action is blocked by a barrier too, whatever its status says. */
export const statusWord = (status: Status): string => `status-${wordOf(status)}`

/** A word of ours as an address has it: "not started" is "not-started". */
export const wordOf = (words: string): string => words.toLowerCase().replaceAll(' ', '-')

const keysOf = <K extends string>(of: Record<K, unknown>) => Object.keys(of) as K[]
