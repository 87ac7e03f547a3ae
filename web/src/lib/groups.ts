import type { Group } from '../../../shared/partnership/group.ts'
import type { Shell } from './shell.svelte.ts'
import type { Write } from './store/write.ts'
import type { Person } from './people.ts'

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

function moved(person: Person, groupId: string, memberIds: readonly string[]): Write[] {
  const wanted = memberIds.includes(person.id)
  if (wanted === isIn(person, groupId)) return []
  const others = (person.groupIds ?? []).filter((id) => id !== groupId)
  const groupIds = wanted ? [...others, groupId] : others
  return [{ op: 'edit', kind: 'member', id: person.id, changes: { groupIds } }]
}
