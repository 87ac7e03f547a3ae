import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { longPress } from '../../../web/src/routes/(field)/events/log/longPress.ts'

class Pointed extends Event {
  readonly button = 0
  readonly clientX: number
  readonly clientY = 0
  constructor(type: string, clientX = 0) {
    super(type, { cancelable: true })
    this.clientX = clientX
  }
}

let button: EventTarget
let held: number
let taps: number
beforeEach(() => {
  vi.useFakeTimers()
  button = new EventTarget()
  held = taps = 0
  longPress(() => held++)({ querySelector: () => button } as unknown as HTMLElement)
  button.addEventListener('click', () => taps++)
})
afterEach(() => vi.useRealTimers())

const lift = () => ['pointerup', 'click'].map((it) => button.dispatchEvent(new Pointed(it)))

test('a tap is a tap', () => {
  button.dispatchEvent(new Pointed('pointerdown'))
  vi.advanceTimersByTime(120)
  lift()
  vi.advanceTimersByTime(2_000)
  expect([held, taps]).toEqual([0, 1])
})

test('a thumb that stays is no tap, and the next one is', () => {
  button.dispatchEvent(new Pointed('pointerdown'))
  vi.advanceTimersByTime(2_000)
  lift()
  expect([held, taps]).toEqual([1, 0])
  button.dispatchEvent(new Pointed('pointerdown'))
  lift()
  expect([held, taps]).toEqual([1, 1])
})

test('a tap on a phone that was busy is one: that the thumb was lifted is heard behind the clock', () => {
  button.dispatchEvent(new Pointed('pointerdown'))
  // The page was busy for long, and the clock is the first to be heard.
  vi.runOnlyPendingTimers()
  lift()
  vi.advanceTimersByTime(2_000)
  expect([held, taps]).toEqual([0, 1])
})

test.each([
  ['trembles', 5, 1],
  ['scrolls', 40, 0],
])('a thumb that %s', (_does, byPx, isHeld) => {
  button.dispatchEvent(new Pointed('pointerdown'))
  button.dispatchEvent(new Pointed('pointermove', byPx))
  vi.advanceTimersByTime(2_000)
  expect(held).toBe(isHeld)
})
