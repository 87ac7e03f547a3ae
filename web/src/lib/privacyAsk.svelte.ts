import { noticePersonalData, rehearsals, saySort } from '../../../shared/privacy/notice.ts'
import type { Sighting } from '../../../shared/privacy/notice.ts'
import { markWords } from '../../../shared/privacy/markWords.ts'
import { tabHost } from './sync/host.ts'

/** A number stays on one line. */
const NO_BREAK = '\u00a0'

/**
 * The question that a form asks before it keeps words in which something looks like a resident's. It
 * is asked once for what was seen: words that stay as they are, with a reason given, pass from then on.
 */
export class PrivacyAsk {
  readonly #read: () => string
  /** What has been asked about, as it was written. */
  #asked = $state.raw<readonly string[]>([])
  #isStaying = $state(false)
  #isTried = $state(false)
  #times = $state(0)
  #sightings = $derived<readonly Sighting[]>(this.#look())
  /** Why it has to stand there, as it is being typed. */
  reason = $state('')

  /** `read` answers the words as they stand in the form. */
  constructor(read: () => string) {
    this.#read = read
    rehearsed ??= rehearse()
  }

  #look() {
    return this.#asked.length > 0 ? noticePersonalData(this.#read()) : []
  }

  /** May the words be kept? If not, the question stands on the screen when this returns. */
  mayKeep(): boolean {
    const seen = noticePersonalData(this.#read())
    if (seen.length === 0) {
      this.#asked = []
      return true
    }
    const texts = seen.map(({ text }) => text)
    const isNew = texts.some((text) => !this.#asked.includes(text))
    this.#asked = texts
    this.#isTried = this.#isStaying && !isNew
    if (isNew && this.#isStaying && this.reason.trim() === '') this.#isStaying = false
    const isAnswered = !isNew && this.because !== null
    if (!isAnswered) this.#times++
    return isAnswered
  }

  /** A reason that was being typed when the form was left. The question is put once more with it. */
  recall(reason: string | undefined) {
    this.reason = reason ?? ''
    this.#isStaying = this.reason !== ''
  }

  /** How often it was put: each time it takes the focus. */
  get times() {
    return this.#times
  }

  get isOpen() {
    return this.#sightings.length > 0
  }
  get sightings() {
    return this.#sightings
  }
  get stretches() {
    return markWords(this.#read(), this.#sightings)
  }
  get title() {
    const [first, ...more] = this.#sightings
    if (!first) return ''
    if (more.length === 0)
      return `This looks like ${saySort[first.sort]}: ${first.text.replaceAll(' ', NO_BREAK)}`
    return `These look like ${this.#sightings.map(({ sort }) => saySort[sort]).join(' and ')}`
  }

  /** The person has said that it has to stand there; a reason is still wanted. */
  get isStaying() {
    return this.#isStaying
  }
  stay() {
    this.#isStaying = true
    this.#isTried = false
  }
  change() {
    this.#isStaying = false
    this.reason = ''
  }

  get fault() {
    return this.#isTried && this.#isStaying && this.reason.trim() === ''
      ? 'Say in a few words why it has to stand here'
      : undefined
  }
  /** The reason to be kept with the entry; null when nothing was seen or none was given. */
  get because(): string | null {
    return this.isOpen && this.#isStaying ? this.reason.trim() || null : null
  }
}

let rehearsed: Promise<void> | null = null

/** While somebody writes, a little at a time: the first Save would wait for it. */
async function rehearse() {
  for (const look of rehearsals) {
    await tabHost.idle()
    look()
  }
}
