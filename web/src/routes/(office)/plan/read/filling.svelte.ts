/** So much at once that a slow phone answers a finger in between. */
const FIRST = 20
const STEP = 10

/**
 * How many lines of a long list stand on the page. The first screenful comes at once and the rest behind
 * it, whenever there is nothing else to do: then the whole list is there for a keyboard, a screen reader
 * and whoever searches the page.
 */
export class Filling {
  #count: number

  /** Whoever was sent to a place in the list finds it where it stays: then all of it comes at once. */
  constructor(isSentToPlace: boolean) {
    this.#count = $state(isSentToPlace ? Infinity : FIRST)
  }

  get count() {
    return this.#count
  }

  /**
   * Fills up to so many, and then does for each what can wait until then; called again when there are
   * more, as while a first sync goes on. Answers what stops it.
   */
  fill(all: number, afterwards: (at: number) => void): () => void {
    let isStopped = false
    let done = 0
    const step = () => {
      if (isStopped) return
      if (this.#count < all) this.#count += STEP
      else for (const until = done + STEP; done < until; done++) afterwards(done)
      if (done < all) soon(step)
    }
    soon(step)
    return () => (isStopped = true)
  }
}

/** After the next frame has been painted. Safari has no requestIdleCallback. */
const soon = (work: () => void) => requestAnimationFrame(() => setTimeout(work))
