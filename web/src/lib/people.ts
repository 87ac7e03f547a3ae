import { manages, may } from '../../../shared/access/may.ts'
import { roles } from '../../../shared/access/role.ts'
import type { Role } from '../../../shared/access/role.ts'
import { isActive } from '../../../shared/partnership/member.ts'
import type { Member } from '../../../shared/partnership/member.ts'
import { actorOf } from './actor.ts'
import type { Shell } from './shell.svelte.ts'
import type { Write } from './store/write.ts'
import type { RowOf } from './store/view.ts'
import { capital } from './words.ts'

/**
 * The members of the partnership: reads, and what is done to them on this device. It works with no
 * signal; the office hears of it like of any other entry.
 */
export type Person = RowOf<'member'>
export type Standing = 'active' | 'suspended' | 'left'
type Draft = Pick<Member, 'name' | 'role' | 'agencyId' | 'wardIds' | 'groupIds'>

export const roleWords: Record<Role, { label: string; hint: string }> = {
  administrator: { label: 'Administrator', hint: 'Looks after settings, people and records' },
  manager: { label: 'Manager', hint: 'Writes the plan and looks after its people' },
  'priority lead': { label: 'Priority lead', hint: 'Keeps the actions of a priority' },
  contributor: {
    label: 'Warden, PCSO or partner officer',
    hint: 'Records progress on their own patch',
  },
  'event helper': { label: 'Event helper', hint: 'One event, with a one-day pass' },
  analyst: { label: 'Analyst', hint: 'Loads figures and builds the assessment' },
  'board member': { label: 'Board member', hint: 'Reads, comments and approves plans' },
  'scrutiny reader': { label: 'Scrutiny reader', hint: 'Reads, and changes nothing' },
}

/** A pass makes event helpers; nobody is made one by hand. */
export const rolesToGive = (mine: Role) =>
  roles.filter(
    (role) => role !== 'event helper' && (role !== 'administrator' || mine === 'administrator'),
  )

/** A helper whose day is over has left, without anybody having to say so. */
export function standingOf(person: Member, now = new Date()): Standing {
  if (person.state === 'suspended') return 'suspended'
  return isActive(person, now.toISOString()) ? 'active' : 'left'
}

export const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)

export const namesOf = (
  shell: Shell,
  kind: 'agency' | 'ward' | 'group' | 'member',
  ids: readonly string[] | null | undefined,
) => (ids ?? []).flatMap((id) => shell.one(kind, id)?.name ?? []).join(', ')

export const sayPatch = (shell: Shell, { wardIds }: Pick<Member, 'wardIds'>) =>
  wardIds.length === 0 ? 'Whole district' : namesOf(shell, 'ward', wardIds)

/** Why this person cannot be changed here by whoever looks; null when they can. */
export function whyNot(shell: Shell, person: Person): string | null {
  const actor = actorOf(shell)
  if (!manages(actor.role))
    return 'Only a manager or an administrator changes who is in the partnership.'
  const subject = { kind: 'member' as const, id: person.id, data: person, after: person }
  if (may(actor, 'edit', subject)) return null
  return `${capital(roleWords.administrator.label.toLowerCase())}s are changed by administrators only.`
}

/** One's own role, groups and standing are for somebody else to change. */
export const isSelf = (shell: Shell, { id }: Pick<Person, 'id'>) => id === shell.me.memberId

export async function addMember({ store }: Shell, draft: Draft): Promise<string> {
  const id = `member-${store.world.newId()}`
  await store.create('member', id, draft)
  return id
}

export const changeMember = ({ store }: Shell, id: string, changes: Partial<Member>) =>
  store.edit('member', id, changes)

export const suspend = (shell: Shell, id: string) => changeMember(shell, id, { state: 'suspended' })
export const takeBack = (shell: Shell, id: string) => changeMember(shell, id, { state: 'active' })

export const actionsOwnedBy = (shell: Shell, memberId: string) =>
  shell.all('action').filter(({ ownerIds }) => ownerIds.includes(memberId))

/** Takes somebody out, and gives what they own to another, or to nobody yet: all of it or none. */
export const letGo = (shell: Shell, id: string, heirId: string | null) =>
  shell.store.write([
    { op: 'edit', kind: 'member', id, changes: { state: 'left' } },
    ...handOver(shell, id, heirId),
  ])

const handOver = (shell: Shell, fromId: string, heirId: string | null): Write[] =>
  actionsOwnedBy(shell, fromId).map(({ id, ownerIds }) => {
    const kept = ownerIds.filter((owner) => owner !== fromId && owner !== heirId)
    return {
      op: 'edit',
      kind: 'action',
      id,
      changes: { ownerIds: heirId === null ? kept : [...kept, heirId] },
    }
  })
