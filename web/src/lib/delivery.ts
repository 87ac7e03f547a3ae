import { milestoneStandings } from '../../../shared/plan/milestones.ts'
import { sayDate } from '../../../shared/words/dates.ts'
import { deliveryOf } from './listed.ts'
import type { Listed } from './listed.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'
import { plural } from './words.ts'

/** What delivery says beside the status of an action, in words. */

export const milestonesOf = ({ milestones, updates }: Listed) =>
  milestoneStandings(milestones, updates)

/** "2 of 5 milestones", "Nothing heard since Tue 3 Mar": what a line of a list has to add. */
export function sayBeside({ action, standing, asked }: Listed, today: string): string[] {
  const { milestones, isBlocked, isSilent, status, latest } = standing
  const silence = latest
    ? `Nothing heard since ${sayDate(latest.happenedOn, today)}`
    : 'Nothing recorded yet'
  return [
    isBlocked && status !== 'blocked' ? 'A barrier stands in its way' : '',
    milestones.all > 0 ? `${milestones.done} of ${plural(milestones.all, 'milestone')}` : '',
    isSilent ? silence : '',
    asked ? 'An update was asked for' : '',
    action.ownerIds.length === 0 ? 'No owner' : '',
  ].filter(Boolean)
}

/** What was merged into an action; its own words are still to be read at its own address. */
export function mergedHere(shell: Shell, id: string): RowOf<'action'>[] {
  const { targets } = deliveryOf(shell)
  return shell.all('action').filter((it) => targets.get(it.id) === id)
}

/** The actions of earlier years that this one carries on, last year's first. */
export function earlierYears(shell: Shell, action: RowOf<'action'>): RowOf<'action'>[] {
  const years: RowOf<'action'>[] = []
  let id = action.carriedFromId
  while (id) {
    const earlier = shell.one('action', id)
    if (!earlier || earlier === action || years.includes(earlier)) break
    years.push(earlier)
    id = earlier.carriedFromId
  }
  return years
}
