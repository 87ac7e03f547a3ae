import { may } from '../../../shared/access/may.ts'
import type { Agency } from '../../../shared/partnership/agency.ts'
import { sharedAliases } from '../../../shared/partnership/glossary.ts'
import type { SharedAlias } from '../../../shared/partnership/glossary.ts'
import { actorOf } from './actor.ts'
import { byName } from './people.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'

/** The directory of partners: reads and verbs. */

export const agenciesOf = (shell: Shell): RowOf<'agency'>[] => shell.all('agency').toSorted(byName)

export const mayKeepAgencies = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'agency', data: {} })

/** The short names an agency shares with others, each with those others. */
export const sharedWith = (
  shared: readonly SharedAlias<RowOf<'agency'>>[],
  id: string,
): SharedAlias<RowOf<'agency'>>[] =>
  shared
    .filter(({ agencies }) => agencies.some((it) => it.id === id))
    .map(({ alias, agencies }) => ({ alias, agencies: agencies.filter((it) => it.id !== id) }))

/** What would be shared if an agency were called so: asked while it is being typed. */
export const sharedByDraft = (
  shell: Shell,
  id: string | null,
  { name, aliases }: Pick<Agency, 'name' | 'aliases'>,
) => {
  const others = shell.all('agency').filter((it) => it.id !== id)
  const draft = { ...{ id: id ?? '', standing: 'voluntary' as const }, name, aliases }
  return sharedWith(sharedAliases([...others, draft]), draft.id)
}

/** Adds an agency, or changes the one with that id. Answers its id. */
export async function keepAgency(
  { store }: Shell,
  id: string | null,
  draft: Agency,
  because?: string | null,
): Promise<string> {
  const agencyId = id ?? `agency-${store.world.newId()}`
  if (id) await store.edit('agency', id, draft, because ?? undefined)
  else await store.create('agency', agencyId, draft, because ?? undefined)
  return agencyId
}
