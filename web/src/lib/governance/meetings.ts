import { may } from '../../../../shared/access/may.ts'
import type { Meeting } from '../../../../shared/governance/meeting.ts'
import { inOrder } from '../../../../shared/governance/minutesOf.ts'
import type { Minute } from '../../../../shared/governance/minute.ts'
import type { Timescale } from '../../../../shared/plan/timescale.ts'
import { actorOf } from '../actor.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'
import type { Write } from '../store/write.ts'

/** Meetings and what was minuted at them: reads and verbs. */

const at = ({ onDate, startsAt }: Meeting) => `${onDate} ${startsAt ?? ''}`

/** The next first, then those that are over, the latest first. */
export function meetingsByTime(shell: Shell): {
  coming: RowOf<'meeting'>[]
  past: RowOf<'meeting'>[]
} {
  const all = shell.all('meeting').toSorted((a, b) => (at(a) < at(b) ? -1 : 1))
  const isComing = ({ onDate, state }: Meeting) => onDate >= shell.today && state === 'planned'
  return { coming: all.filter(isComing), past: all.filter((it) => !isComing(it)).toReversed() }
}

export const mayMinute = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'minute', data: { byId: shell.me.memberId } })

export const minutesTaken = (shell: Shell, meetingId: string): RowOf<'minute'>[] =>
  shell
    .all('minute')
    .filter((it) => it.meetingId === meetingId)
    .toSorted(inOrder)

export async function planMeeting({ store }: Shell, meeting: Meeting): Promise<string> {
  const id = `meeting-${store.world.newId()}`
  await store.create('meeting', id, meeting)
  return id
}

export const changeMeeting = ({ store }: Shell, id: string, changes: Partial<Meeting>) =>
  store.edit('meeting', id, changes)

/** Takes a meeting out that was never held. What was minuted stays where it was said. */
export const cancelMeeting = ({ store }: Shell, id: string) => store.remove('meeting', id)

/** An action that arises at a meeting, as much of it as is said there. The rest is for its plan. */
export interface Arising {
  planId: string
  priorityId: string
  themeId: string
  text: string
  ownerId: string | null
  timescale: Timescale
}

export interface Taken {
  heading: string
  about: { kind: string; id: string } | null
  order: number
  text: string
  decision: string
  arising: Arising | null
  because?: string | null
}

const orNull = (words: string) => words.trim() || null

/** Keeps what a meeting said of one thing, and the action that arose from it: both or neither. */
export async function takeMinute(shell: Shell, meetingId: string, it: Taken): Promise<string> {
  const { store, me } = shell
  const { heading, about, order, arising, because = null } = it
  const id = `minute-${store.world.newId()}`
  const actionId = arising ? `action-${store.world.newId()}` : null
  const entry: Minute = {
    ...{ meetingId, order, heading: heading.trim().slice(0, 300), about },
    ...{ text: orNull(it.text), decision: orNull(it.decision), actionId },
    byId: me.memberId,
    recordedAt: store.world.now().toISOString(),
  }
  const writes: Write[] = [{ op: 'create', kind: 'minute', id, entry, because }]
  if (arising && actionId) writes.push({ ...actionFrom(shell, arising, actionId), because })
  await store.write(writes)
  return id
}

function actionFrom(shell: Shell, arising: Arising, id: string): Write {
  const { planId, priorityId, themeId, text, ownerId, timescale } = arising
  const siblings = shell.all('action').filter((it) => it.priorityId === priorityId)
  return {
    op: 'create',
    kind: 'action',
    id,
    entry: {
      ...{ planId, priorityId, themeId, text: text.trim(), timescale },
      ref: nextRef(siblings.map(({ ref }) => ref)),
      leadAgencyId: (ownerId && shell.one('member', ownerId)?.agencyId) || null,
      stakeholderIds: [],
      ownerIds: ownerId ? [ownerId] : [],
      wardIds: [],
      reachTarget: null,
      order: Math.max(0, ...siblings.map(({ order }) => order)) + 1,
    },
  }
}

/** The ref after the highest of a priority: after 1.4 and 1.10 comes 1.11. */
export function nextRef(refs: readonly string[]): string {
  const numbered = refs.flatMap((ref) => {
    const found = /^(.*?)(\d+)$/.exec(ref.trim())
    return found ? [{ head: found[1] ?? '', number: Number(found[2]) }] : []
  })
  const last = numbered.toSorted((a, b) => b.number - a.number)[0]
  return last ? `${last.head}${last.number + 1}` : '1'
}

export const changeMinute = (
  { store }: Shell,
  id: string,
  { text, decision }: { text: string; decision: string },
  because: string | null,
) =>
  store.edit('minute', id, { text: orNull(text), decision: orNull(decision) }, because ?? undefined)
