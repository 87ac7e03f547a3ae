const UNSEEN_MS = 100

/** Resolves once what the page says by now has been painted; where nobody looks, a moment later. */
export const painted = () =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, UNSEEN_MS)
    requestAnimationFrame(() => {
      clearTimeout(timer)
      setTimeout(resolve)
    })
  })
