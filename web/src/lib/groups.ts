import type { Group } from '../../../shared/partnership/group.ts'
import type { Shell } from './shell.svelte.ts'
import type { Write } from './store/write.ts'
import type { Person } from './people.ts'
import { plural } from './words.ts'

/** Groups, and who is in them. Membership is said on the member, so that one row says what they see. */
export const isIn = ({ groupIds }: Pick<Person, 'groupIds'>, groupId: string) =>
  groupIds?.includes(groupId) ?? false

export const membersOf = (people: readonly Person[], groupId: string) =>
  people.filter((person) => isIn(person, groupId))

/** Keeps a new or changed group and its membership together. */
export async function keepGroup(
  shell: Shell,
  id: string | null,
  group: Group,
  memberIds: readonly string[],
): Promise<string> {
  const groupId = id ?? `group-${shell.store.world.newId()}`
  await shell.store.write([
    id
      ? { op: 'edit', kind: 'group', id, changes: group }
      : { op: 'create', kind: 'group', id: groupId, entry: group },
    ...shell.all('member').flatMap((person) => moved(person, groupId, memberIds)),
  ])
  return groupId
}

/**
 * What hangs on a group, in words: while anything does it is not taken out. What is restricted to a group
 * that one is not in stands on nobody's phone outside it, and so its members count as well.
 */
export function hangsOn(shell: Shell, groupId: string): string[] {
  const has = (ids: readonly (string | null | undefined)[]) => ids.includes(groupId)
  const counted: [count: number, one: string][] = [
    [membersOf(shell.all('member'), groupId).length, 'member'],
    [shell.all('plan').filter((it) => has([it.groupId, it.restrictedToId])).length, 'plan'],
    [shell.all('meeting').filter((it) => has([it.groupId, it.restrictedToId])).length, 'meeting'],
    [shell.all('edition').filter((it) => has([it.restrictedToId])).length, 'matrix'],
    [shell.all('event').filter((it) => has([it.restrictedToId])).length, 'event'],
    [shell.all('approval').filter((it) => has([it.groupId])).length, 'approval step'],
  ]
  return counted.flatMap(([count, one]) =>
    count > 0 ? [plural(count, one, one === 'matrix' ? 'matrices' : `${one}s`)] : [],
  )
}

export const removeGroup = ({ store }: Shell, id: string) => store.remove('group', id)

function moved(person: Person, groupId: string, memberIds: readonly string[]): Write[] {
  const wanted = memberIds.includes(person.id)
  if (wanted === isIn(person, groupId)) return []
  const others = (person.groupIds ?? []).filter((id) => id !== groupId)
  const groupIds = wanted ? [...others, groupId] : others
  return [{ op: 'edit', kind: 'member', id: person.id, changes: { groupIds } }]
}
