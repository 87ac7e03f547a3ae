import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'

/**
 * What is said beside an action: comments, which everybody who sees the plan reads, and notes, which an
 * agency keeps to itself until somebody of theirs shares them.
 */
export interface Said {
  id: string
  text: string
  byId: string
  recordedAt: string
  /** The agency that alone may read it; null once everybody may. */
  keptBy: string | null
  /** The note itself, where this member may share it. */
  note: RowOf<'note'> | null
}

export function saidBeside(shell: Shell, actionId: string): Said[] {
  const notes = shell.all('note').filter((note) => note.actionId === actionId)
  const shared = new Set(notes.map(({ sharedFromId }) => sharedFromId))
  const own = shell.one('member', shell.me.memberId)?.agencyId
  return [
    ...shell
      .all('comment')
      .filter((comment) => comment.actionId === actionId)
      .map((comment) => ({ ...comment, keptBy: null, note: null })),
    ...notes
      .filter(({ id }) => !shared.has(id))
      .map((note) => ({
        ...note,
        keptBy: note.isShared ? null : note.agencyId,
        note: !note.isShared && note.agencyId === own ? note : null,
      })),
  ].sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1))
}

interface Words {
  text: string
  because?: string | null
}

export function comment(shell: Shell, action: RowOf<'action'>, { text, because }: Words) {
  const entry = { planId: action.planId, actionId: action.id, text, ...signed(shell) }
  return shell.store.create('comment', newId(shell, 'comment'), entry, because ?? undefined)
}

export function keepNote(shell: Shell, actionId: string, { text, because }: Words) {
  const entry = { actionId, text, isShared: false, agencyId: ownAgency(shell), ...signed(shell) }
  return shell.store.create('note', newId(shell, 'note'), entry, because ?? undefined)
}

/** Lets everybody who sees the plan read it. The note that was kept back stays as it was. */
export function shareNote(shell: Shell, { id, actionId, text }: RowOf<'note'>) {
  const entry = { actionId, text, isShared: true, sharedFromId: id, agencyId: ownAgency(shell) }
  const because = 'Shared by the agency that wrote it'
  return shell.store.create('note', newId(shell, 'note'), { ...entry, ...signed(shell) }, because)
}

const ownAgency = (shell: Shell) => shell.one('member', shell.me.memberId)?.agencyId ?? ''
const newId = ({ store }: Shell, kind: string) => `${kind}-${store.world.newId()}`
const signed = ({ me, store }: Shell) => ({
  byId: me.memberId,
  recordedAt: store.world.now().toISOString(),
})
