import { tick } from 'svelte'
import type { LogButton } from '../../../../../../shared/event/buttons.ts'
import { DraftKeeper } from '$lib/draft.svelte.ts'
import { logOutreach, takeBack } from '$lib/outreach/outreach.ts'
import type { Logged } from '$lib/outreach/outreach.ts'
import type { Shell } from '$lib/shell.svelte.ts'
import { InvalidEntry } from '$lib/store/invalidEntry.ts'
import { isQuota, sayTrouble } from '$lib/trouble.ts'

/** So long a tap can be taken back without looking for it. */
const UNDO_MS = 10_000

/** What a question of the log is about: how many, to whom, which. */
export type Asking =
  { is: 'count'; button: LogButton } | { is: 'referral' | 'audience' | 'vehicle' | 'street' }

/** A tap has no words and no Save: what was not kept is only that tap. */
const sayNotDone = (error: unknown, deed: 'logged' | 'taken back') =>
  isQuota(error)
    ? `This phone is full, so that was not ${deed}. What was saved before is safe: free some space, then tap again.`
    : error instanceof InvalidEntry
      ? sayTrouble(error)
      : `This phone could not save that, so it was not ${deed}. What was saved before is safe: tap again.`

/**
 * The log while somebody stands with it on a doorstep: where they are, for whom they log, what they just
 * did. Street and agency are kept on the phone, so that a killed tab opens on the same street.
 */
export class LogState {
  readonly #shell: Shell
  readonly #eventId: string
  readonly #draft: DraftKeeper
  #timer: ReturnType<typeof setTimeout> | undefined
  #streetId = $state('')
  #agencyId = $state('')
  /** The question that is open; null while there are only buttons. */
  asking = $state.raw<Asking | null>(null)
  /** The button pressed last, by its id. */
  pressed = $state('')
  last = $state.raw<{ id: string; words: string } | null>(null)
  trouble = $state('')

  constructor(shell: Shell, eventId: string) {
    this.#shell = shell
    this.#eventId = eventId
    this.#agencyId = shell.one('member', shell.me.memberId)?.agencyId ?? ''
    this.#draft = new DraftKeeper(shell.store.db, `log ${eventId}`)
    void this.#draft.recall().then((kept) => {
      if (kept?.streetId !== undefined) this.#streetId = kept.streetId
      if (kept?.agencyId) this.#agencyId = kept.agencyId
    })
  }

  get streetId() {
    return this.#streetId
  }
  set streetId(id: string) {
    this.#streetId = id
    this.#keep()
  }
  get agencyId() {
    return this.#agencyId
  }
  set agencyId(id: string) {
    this.#agencyId = id
    this.#keep()
  }
  #keep() {
    void this.#draft.keep({ streetId: this.#streetId, agencyId: this.#agencyId })
  }

  /** One entry. It is on the phone when the words say so, and not before. */
  async log(
    pressed: string,
    words: string,
    { kind, what, toAgencyId, count = 1 }: Pick<Logged, 'kind'> & Partial<Logged>,
  ) {
    this.trouble = ''
    const entry: Logged = {
      ...{ eventId: this.#eventId, kind, count, what: what ?? null },
      streetId: this.#streetId || null,
      ...{ agencyId: this.#agencyId || null, toAgencyId: toAgencyId ?? null },
    }
    try {
      await this.#shell.wordsFirst(async () => {
        const id = await logOutreach(this.#shell, entry)
        // Marked now, with the words: to draw it before would keep the disk's answer waiting for a frame.
        this.pressed = pressed
        this.asking = null
        this.#say({ id, words: count > 1 ? `${words}, ${count.toLocaleString('en-GB')}` : words })
      })
    } catch (error) {
      // What the bar still says of the entry before must not be read as if it were this one's.
      this.#say(null)
      this.pressed = ''
      this.trouble = sayNotDone(error, 'logged')
    }
  }

  async undo() {
    const { last } = this
    const entry = last && this.#shell.one('outreach', last.id)
    this.#say(null)
    this.trouble = ''
    if (!entry) return
    try {
      await takeBack(this.#shell, entry)
      this.pressed = ''
    } catch (error) {
      this.#say(last)
      this.trouble = sayNotDone(error, 'taken back')
    }
  }

  #say(last: LogState['last']) {
    clearTimeout(this.#timer)
    this.last = last
    if (last) this.#timer = setTimeout(() => (this.last = null), UNDO_MS)
  }

  /** Opens a question and goes there, for thumbs and screen readers alike. */
  async ask(asking: Asking) {
    this.asking = asking
    await tick()
    document.getElementById('log-question')?.focus()
  }

  close() {
    clearTimeout(this.#timer)
  }
}
