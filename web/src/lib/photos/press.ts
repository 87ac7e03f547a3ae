import type { PhotoFault } from '../../../../shared/photo/fault.ts'
import { changePhoto, makePhoto, makeSmall } from './make.ts'
import type { Change, Made } from './make.ts'
import { pageStudio } from './studio.ts'
import type { Answer, Asked, Said } from './photo.worker.ts'

/** A browser that has run out of memory says nothing at all. */
const PATIENCE_MS = 45_000
/** Kept for the next photo, which mostly comes soon. */
const IDLE_MS = 30_000

type Ask = Asked extends infer T ? (T extends Asked ? Omit<T, 'nth'> : never) : never

/**
 * Has pictures made: in a worker of its own, and where a browser's workers cannot draw, or the worker's script is not
 * here and there is no signal, on the page in slices.
 */
export class Press {
  #worker: Worker | null = null
  #waiting = new Map<number, (said: Said) => void>()
  #nth = 0
  #isUnable = typeof Worker === 'undefined'
  #stopIdle: ReturnType<typeof setTimeout> | undefined

  async make(file: Blob): Promise<Made | PhotoFault> {
    const answer = await this.#ask({ make: file }, () => makePhoto(file, pageStudio))
    return answer as Made | PhotoFault
  }

  async change(bytes: Uint8Array<ArrayBuffer>, to: Change): Promise<Made | PhotoFault> {
    const onPage = () => changePhoto(bytes, to, pageStudio)
    return (await this.#ask({ change: bytes, to }, onPage)) as Made | PhotoFault
  }

  async small(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
    const answer = await this.#ask({ small: bytes }, () => makeSmall(bytes, pageStudio))
    return answer instanceof Uint8Array ? answer : null
  }

  async #ask(ask: Ask, onPage: () => Promise<Answer>): Promise<Answer> {
    if (this.#isUnable) return onPage()
    const said = await this.#send(ask)
    if ('answer' in said) return said.answer
    if ('failed' in said) return 'damaged'
    this.#isUnable = true
    return onPage()
  }

  #send(ask: Ask): Promise<Said> {
    const nth = ++this.#nth
    clearTimeout(this.#stopIdle)
    return new Promise<Said>((resolve) => {
      const timer = setTimeout(() => this.#end({ nth, answer: 'too-heavy' }), PATIENCE_MS)
      this.#waiting.set(nth, (said) => {
        clearTimeout(timer)
        this.#waiting.delete(nth)
        if (this.#waiting.size === 0) this.#stopIdle = setTimeout(() => this.#end(null), IDLE_MS)
        resolve(said)
      })
      this.#open().postMessage({ ...ask, nth })
    })
  }

  #open(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(new URL('./photo.worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
      this.#waiting.get(data.nth)?.(data)
    })
    // Its script could not be fetched, or it has died: the page does what was asked of it.
    worker.addEventListener('error', () => this.#end({ nth: 0, unable: true }))
    this.#worker = worker
    return worker
  }

  /** Ends the worker; whoever still waits hears this. */
  #end(said: Said | null) {
    this.#worker?.terminate()
    this.#worker = null
    if (said) for (const [nth, tell] of [...this.#waiting]) tell({ ...said, nth })
  }
}

/** One for the whole app: pictures are made one after another, or small phones run out of memory. */
export const press = new Press()
