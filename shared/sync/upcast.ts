import { SCHEMA_VERSION } from './limits.ts'
import type { Numbered } from './protocol.ts'

/**
 * Mutations in the formats of older builds, brought to today's. A phone may have been in a drawer for
 * two years with a full outbox, so a step stays in the list for at least as long.
 */
export interface KindChange {
  /** What the kind is called from now on. */
  kind?: string
  /**
   * By the field as it was called: its new name, or the fields that its value becomes. The latter is
   * asked about one value at a time, of an entry as of either side of an edit, and must name the same
   * fields for every value, null too. `cells/*` converts each entry of a record field.
   */
  fields?: Readonly<Record<string, string | ((value: unknown) => unknown)>>
}

/** One step is from one version to the next: by kind, what changed. The first is from version 1 to 2. */
export type Formats = readonly Readonly<Record<string, KindChange>>[]

/** No released format has changed yet. */
export const formats: Formats = []

type Loose = Readonly<Record<string, unknown>>

const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The same work in today's words. Of its shape nothing is known yet: what is no mutation stays as it
 * is, for the schema to refuse, and so does a format of a later build than this.
 */
export function upcast(sent: Numbered, steps: Formats = formats): Numbered {
  const { schemaVersion: from } = sent
  if (!Number.isInteger(from) || Number(from) < 1 || Number(from) > steps.length + 1) return sent
  const raised = steps.slice(Number(from) - 1).reduce<Loose>(raise, sent)
  return { ...raised, mid: sent.mid, seq: sent.seq, schemaVersion: SCHEMA_VERSION }
}

function raise(mutation: Loose, step: Formats[number]): Loose {
  const { kind } = mutation
  const change = typeof kind === 'string' && Object.hasOwn(step, kind) ? step[kind] : undefined
  if (!change) return mutation
  const fields = change.fields ?? {}
  return {
    ...mutation,
    kind: change.kind ?? kind,
    ...(isLoose(mutation.entry) && { entry: raiseEntry(mutation.entry, fields) }),
    ...(isLoose(mutation.fields) && { fields: raiseEdits(mutation.fields, fields) }),
    ...(typeof mutation.field === 'string' && raiseSettling(mutation, mutation.field, fields)),
  }
}

type Changes = NonNullable<KindChange['fields']>
type Parts = [field: string, value: unknown][]

/** What one field, or one entry of a record field, becomes. */
function raiseField(path: string, value: unknown, changes: Changes): Parts {
  const [name = '', part] = path.split('/', 2)
  const ofParts = Object.hasOwn(changes, `${name}/*`) ? changes[`${name}/*`] : undefined
  const ofField = Object.hasOwn(changes, name) ? changes[name] : undefined
  const convert = (it: unknown) => (typeof ofParts === 'function' && it !== null ? ofParts(it) : it)
  const to = typeof ofField === 'string' ? ofField : name
  if (part !== undefined) return [[`${to}/${part}`, convert(value)]]
  if (typeof ofField === 'function') return Object.entries(ofField(value ?? null) as Loose)
  if (!isLoose(value)) return [[to, value]]
  if (!ofParts) return [[to, value]]
  return [[to, Object.fromEntries(Object.entries(value).map(([key, it]) => [key, convert(it)]))]]
}

const raiseEntry = (entry: Loose, changes: Changes): Loose =>
  Object.fromEntries(
    Object.entries(entry).flatMap(([field, value]) => raiseField(field, value, changes)),
  )

/** Both sides of an edit are values of the field as it was. */
const raiseEdits = (edits: Loose, changes: Changes): Loose =>
  Object.fromEntries(
    Object.entries(edits).flatMap(([path, edit]) => {
      if (!isLoose(edit)) return [[path, edit]]
      const bases = new Map(raiseField(path, edit.base, changes))
      return raiseField(path, edit.value, changes).map(([field, value]) => [
        field,
        { ...edit, base: bases.get(field) ?? null, value },
      ])
    }),
  )

/** A conflict about a field that has become several is not settled by this: the words are kept as an edit. */
function raiseSettling({ base, value }: Loose, field: string, changes: Changes): Loose {
  const edits = raiseEdits({ [field]: { base, value } }, changes)
  const [only, ...others] = Object.entries(edits)
  if (!only || others.length > 0) return { op: 'edit', fields: edits }
  return { field: only[0], ...(only[1] as Loose) }
}
