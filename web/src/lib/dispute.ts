import { isKind, ruleOf } from '../../../shared/kinds.ts'
import type { Kind } from '../../../shared/kinds.ts'
import { readField } from '../../../shared/sync/fields.ts'
import { isSame } from '../../../shared/sync/canonical.ts'
import type { Conflict } from '../../../shared/sync/protocol.ts'
import { compareVersions } from '../../../shared/words/compareVersions.ts'
import type { Versions } from '../../../shared/words/compareVersions.ts'
import { sayInstant } from '../../../shared/words/dates.ts'
import { fieldShape } from '../../../shared/words/fieldShape.ts'
import type { FieldShape } from '../../../shared/words/fieldShape.ts'
import { nameOf, NOTHING, sayField, sayValue } from './fieldWords.ts'
import type { Shell } from './shell.svelte.ts'
import { capital } from './words.ts'

/** One side of a dispute, as a screen shows it. */
export interface Side {
  by: string
  when: string
  /** The value in words. */
  says: string
  /** On the button. */
  keep: string
  /** What is then so: "what the CSP manager wrote stands". */
  stands: string
}

/** A conflict put into words for whoever looks: whose the values are, what they say, where they differ. */
export class Dispute {
  readonly conflict: Conflict
  readonly kind: Kind | null
  readonly shape: FieldShape
  readonly #shell: Shell
  #marks: Versions | undefined

  constructor(shell: Shell, conflict: Conflict) {
    this.#shell = shell
    this.conflict = conflict
    // A row may land after the conflict about it: whoever derives this looks again after each contact.
    void shell.contactAt
    const kind = shell.store.view.base(conflict.rowId)?.kind
    this.kind = kind && isKind(kind) ? kind : null
    this.shape = this.kind ? fieldShape(ruleOf(this.kind).schema, conflict.field) : { is: 'whole' }
  }

  get #row() {
    return this.kind ? this.#shell.one(this.kind, this.conflict.rowId) : undefined
  }
  get about() {
    return nameOf(this.#shell, this.kind, this.conflict.rowId) || 'Something not on this device'
  }
  get fieldName() {
    return sayField(this.kind, this.conflict.field)
  }
  /** What stands there now: `theirs`, unless it has been changed once more since. */
  get current(): unknown {
    const row = this.#row
    return row
      ? readField(row as Record<string, unknown>, this.conflict.field)
      : this.conflict.theirs
  }
  get isMovedOn() {
    return !isSame(this.current, this.conflict.theirs)
  }
  get isText() {
    return this.shape.is === 'text'
  }
  /** Written freely, so it might name a resident. */
  get isWords() {
    const words = this.kind && ruleOf(this.kind).words
    return Boolean(words?.includes(this.conflict.field))
  }
  /** "CSU inspector and you". */
  get who() {
    const [mine, theirs] = [this.mine.by, this.theirs.by]
    if (mine === theirs) return `${mine}, on two phones`
    return `${mine === 'You' ? theirs : mine} and ${mine === 'You' ? 'you' : theirs === 'You' ? 'you' : theirs}`
  }
  get title() {
    const { mineById, theirsById } = this.conflict
    if (mineById === theirsById) return 'Changed on two phones at once'
    return this.isText ? '2 people changed the same words' : '2 people changed this at once'
  }
  /** What stood before both, when a line can hold it. */
  get before() {
    if (this.marks?.against === 'before') return ''
    const said = this.say(this.conflict.base)
    return said.length <= 80 ? said : ''
  }
  /** Lining up two long texts takes its time, and a screen asks more than once. */
  get marks(): Versions | undefined {
    if (!this.isText) return undefined
    const text = (value: unknown) => (typeof value === 'string' ? value : '')
    const { base, mine } = this.conflict
    this.#marks ??= compareVersions(text(base), text(mine), text(this.current))
    return this.#marks
  }
  get mine(): Side {
    const { mine, mineById, mineAt } = this.conflict
    return this.#side(mine, mineById, mineAt)
  }
  get theirs(): Side {
    const { theirsById, theirsAt } = this.conflict
    // Who wrote what came after is in the history of the row, and not told with the conflict.
    if (this.isMovedOn) return this.#side(this.current, null, null)
    return this.#side(this.current, theirsById, theirsAt)
  }

  /** Of two lists both together, where that is neither of the two. */
  get both(): unknown[] | null {
    const { mine } = this.conflict
    const { current } = this
    if (this.shape.is !== 'several' || !Array.isArray(mine) || !Array.isArray(current)) return null
    const all = [...new Set<unknown>([...(current as unknown[]), ...(mine as unknown[])])]
    return all.length > Math.max(mine.length, current.length) ? all : null
  }

  say(value: unknown) {
    return this.kind ? sayValue(this.#shell, this.kind, this.conflict.field, value) : NOTHING
  }
  sayOther = (value: unknown) => `${this.say(value)} stands`

  #side(value: unknown, byId: string | null, at: string | null): Side {
    const shell = this.#shell
    const me = shell.me.memberId
    const { mineById, theirsById } = this.conflict
    const isInvolved = mineById === me || theirsById === me
    const name = nameOf(shell, 'member', byId)
    const isMine = byId === me
    const by = isMine ? 'You' : name || (byId ? 'Somebody no longer here' : 'Somebody since then')
    const both = mineById === theirsById
    return {
      by,
      when: at ? sayInstant(at, shell.today) : '',
      says: capital(this.say(value)),
      keep: !isInvolved || both ? 'Keep this' : isMine ? 'Keep mine' : 'Keep theirs',
      stands: isMine ? 'what you wrote stands' : `what ${name || 'the other one'} wrote stands`,
    }
  }
}
