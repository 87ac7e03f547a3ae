const HOLD_MS = 420
/** A phone that was busy hears only now that the thumb was lifted meanwhile: it is given the time to. */
const HEAR_MS = 30
/** A thumb trembles; a thumb that scrolls goes farther. */
const SLIP_PX = 12

/**
 * A press that is held calls `onhold` and is then no tap. So do the menu key and a right click, which is
 * what some phones make of a held press by themselves.
 */
export const longPress = (onhold: () => void) => (node: HTMLElement) => {
  const button = node.querySelector('button')
  if (!button) return
  let timer: ReturnType<typeof setTimeout> | undefined
  let from = { x: 0, y: 0 }
  let [isDown, isHeld] = [false, false]
  const stop = () => clearTimeout(timer)
  const hold = () => {
    stop()
    if (isHeld) return
    isHeld = true
    onhold()
  }
  const listeners = {
    pointerdown: (event: PointerEvent) => {
      if (event.button !== 0) return
      isDown = true
      isHeld = false
      from = { x: event.clientX, y: event.clientY }
      timer = setTimeout(() => (timer = setTimeout(hold, HEAR_MS)), HOLD_MS)
    },
    pointermove: ({ clientX, clientY }: PointerEvent) => {
      if (Math.hypot(clientX - from.x, clientY - from.y) > SLIP_PX) stop()
    },
    pointerup: () => {
      isDown = false
      stop()
    },
    pointercancel: () => {
      isDown = false
      stop()
    },
    contextmenu: (event: Event) => {
      event.preventDefault()
      // By the menu key there is no tap to come that would have to be held back.
      if (isDown) hold()
      else onhold()
    },
    // The tap that ends a held press is not one.
    click: (event: Event) => {
      if (!isHeld) return
      event.stopImmediatePropagation()
      event.preventDefault()
      isHeld = false
    },
  }
  const all = Object.entries(listeners) as [string, EventListener][]
  for (const [name, listener] of all) button.addEventListener(name, listener, { capture: true })
  return () => {
    stop()
    for (const [name, listener] of all)
      button.removeEventListener(name, listener, { capture: true })
  }
}
