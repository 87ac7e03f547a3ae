/** A screen and a half ahead, so that a thumb does not get there first. */
const near = { rootMargin: '1400px' }

/**
 * Calls when what stands at a list's end comes near the screen, and once a frame for as long as it is near: a list
 * grows by as many lines as can be drawn without holding up the thumb. What it calls may take the node away.
 */
export const whenNear = (grow: () => void) => (node: Element) => {
  const observer = new IntersectionObserver((seen) => {
    if (!seen.at(-1)?.isIntersecting) return
    grow()
    // It is told of anew only what it has not been looking at.
    observer.unobserve(node)
    observer.observe(node)
  }, near)
  observer.observe(node)
  return () => observer.disconnect()
}
