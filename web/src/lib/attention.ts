import { may } from '../../../shared/access/may.ts'
import { isKind, ruleOf } from '../../../shared/kinds.ts'
import type { Kind } from '../../../shared/kinds.ts'
import { reword } from '../../../shared/sync/reword.ts'
import type { Mutation, Reason, Result } from '../../../shared/sync/protocol.ts'
import { fieldShape } from '../../../shared/words/fieldShape.ts'
import type { FieldShape } from '../../../shared/words/fieldShape.ts'
import { actorOf } from './actor.ts'
import { nameOf, naming, NOTHING, sayField, sayKind, sayValue } from './fieldWords.ts'
import type { Shell } from './shell.svelte.ts'
import { capital } from './words.ts'

/** Work that waits or was refused: what it is about and says, in words, and what can be done with it. */

const refusals: Record<Reason, string> = {
  invalid: 'Something in it could not be understood.',
  'unknown-kind': 'The office runs an older version that does not know this kind of entry.',
  forbidden: 'Your role may not make this change.',
  dependency: 'What it belongs to is not there, or was refused before it.',
  exists: 'There is an entry with this name already, and it says something else.',
  deleted: 'It was taken out by somebody else meanwhile.',
  'append-only': 'An entry in the log is not changed; record a correction instead.',
  'too-large': 'It is too long to be kept.',
  'too-new': 'The office runs an older version than this phone.',
  'personal-data':
    'It holds what looks like a resident’s details. Change the words, or say why they have to stand there.',
}

export const sayRefusal = ({ reason }: Result) =>
  reason ? refusals[reason] : 'It was refused without a reason.'

/** The fields a mutation writes, as it writes them. */
function valuesIn(mutation: Mutation): [field: string, value: unknown][] {
  if (mutation.op === 'create') return Object.entries((mutation.entry ?? {}) as object)
  if (mutation.op === 'settle') return [[mutation.field, mutation.value]]
  if (mutation.op === 'delete') return []
  return Object.entries(mutation.fields).map(([field, { value }]) => [field, value])
}

const deeds: Record<Mutation['op'], string> = {
  create: 'added',
  edit: 'changed',
  delete: 'taken out',
  restore: 'brought back',
  settle: 'settled',
}

/** Said by what it stands in, or noted by the phone: nobody typed it. */
const unsaid: readonly string[] = [
  ...['byId', 'recordedAt', 'supersedes', 'sharedFromId', 'order'],
  ...['actionId', 'planId', 'priorityId', 'themeId', 'eventId', 'indicatorId', 'editionId'],
  ...['ofKind', 'ofId', 'picture'],
]

export interface Description {
  /** What it is about: the action, the event. */
  about: string
  /** "Progress entry added". */
  deed: string
  says: { field: string; value: string }[]
}

export function describe(shell: Shell, mutation: Mutation): Description {
  const { kind, id, op } = mutation
  if (!isKind(kind)) return { about: capital(kind), deed: capital(deeds[op]), says: [] }
  const says = valuesIn(mutation)
    .filter(([field, value]) => !(op === 'create' && (unsaid.includes(field) || value === null)))
    .map(([field, value]) => ({
      field: sayField(kind, field),
      value: sayValue(shell, kind, field, value),
    }))
    .filter(({ value }) => op !== 'create' || value !== NOTHING)
  const entry =
    op === 'create' ? naming(shell, (mutation.entry ?? {}) as Record<string, unknown>) : ''
  return {
    about: nameOf(shell, kind, id) || entry || capital(sayKind(kind)),
    deed:
      op === 'settle' ? 'Settled what two people wrote' : `${capital(sayKind(kind))} ${deeds[op]}`,
    says,
  }
}

export interface EditableField {
  field: string
  label: string
  shape: FieldShape
  value: unknown
  /** Written freely, so it might name a resident. */
  isWords: boolean
}

/** What of it can be put right here: words, figures, days and choices, but not what it belongs to. */
export function editableFields(mutation: Mutation): EditableField[] {
  const { kind } = mutation
  if (!isKind(kind)) return []
  const { schema, words = [] } = ruleOf(kind)
  return valuesIn(mutation)
    .map(([field, value]) => ({
      ...{ field, value },
      label: sayField(kind, field),
      shape: fieldShape(schema, field),
      isWords: words.includes(field),
    }))
    .filter(({ field, shape }) => shape.is !== 'whole' && !unsaid.includes(field))
}

/** Only what was written can be at fault here; of the others a second try may find things changed. */
const wordsAtFault: readonly Reason[] = ['invalid', 'too-large', 'personal-data', 'exists']
export const isWordsFault = ({ reason }: Result) => !!reason && wordsAtFault.includes(reason)
const neverTaken: readonly Reason[] = ['append-only', 'deleted']
export const maySendAgain = ({ reason }: Result) => !(reason && neverTaken.includes(reason))

/** Sends a refused entry again, with other values or with the reason why these have to stand there. */
export const resend = (
  { store }: Shell,
  mutation: Mutation,
  values: Readonly<Record<string, unknown>>,
  because: string | null,
) => store.sendAgain(reword(mutation, values as Record<string, string>, because))

/** May whoever uses this phone bring back what was taken out, with the change that met nothing? */
export function mayBringBack(shell: Shell, { reason }: Result, { op, kind, id }: Mutation) {
  if (reason !== 'deleted' || op !== 'edit' || !isKind(kind)) return false
  const subject = { kind, id, data: null }
  const actor = actorOf(shell)
  return may(actor, 'delete', subject) && may(actor, 'edit', subject)
}

/** It leaves Needs attention as the wish to bring it back enters the outbox. */
export async function bringBack({ store }: Shell, mutation: Mutation) {
  if (mutation.op === 'edit') await store.restore(mutation)
}

/**
 * Throws a refused entry away, or one that cannot be read any more, once the person has confirmed it.
 * Of what was refused the server keeps its own copy.
 */
export const discardRefused = ({ store }: Shell, mid: string) =>
  store.commit(async () => {
    const { db } = store
    await db.transaction('rw', db.outbox, db.attention, async () => {
      await db.attention.delete(mid)
      const isDamaged = store.damaged.some((entry) => entry.mid === mid)
      if (isDamaged) await db.outbox.filter((entry) => entry.mid === mid).delete()
    })
    return {}
  })

export const kindOf = ({ store }: Shell, rowId: string): Kind | null => {
  const kind = store.view.base(rowId)?.kind
  return kind && isKind(kind) ? kind : null
}
