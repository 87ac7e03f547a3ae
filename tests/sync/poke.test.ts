import { beforeEach, describe, expect, test } from 'vitest'
import type { Host } from '../../web/src/lib/sync/host.ts'
import { Poke } from '../../web/src/lib/sync/poke.ts'

/** A socket whose other end is the test. */
class FakeSocket extends EventTarget {
  readyState = 0
  readonly said: string[] = []
  isHungUp = false
  opens() {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }
  says(data: string) {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
  ends() {
    this.readyState = 3
    this.dispatchEvent(new Event('close'))
  }
  send = (word: string) => void this.said.push(word)
  close() {
    this.isHungUp = true
    this.readyState = 2
  }
}

/** A tab whose clock, eyes and network are the test's. */
class FakeTab implements Host {
  time = 0
  isSeen = true
  hasSignal = true
  dice = 0.5
  #timers: { at: number; work: () => void }[] = []
  #wakes = new Set<() => void>()
  now = () => this.time
  isVisible = () => this.isSeen
  isOnline = () => this.hasSignal
  chance = () => this.dice
  idle = () => Promise.resolve()
  after(ms: number, work: () => void) {
    const timer = { at: this.time + ms, work }
    this.#timers.push(timer)
    return () => void (this.#timers = this.#timers.filter((it) => it !== timer))
  }
  onWake(wake: () => void) {
    this.#wakes.add(wake)
    return () => void this.#wakes.delete(wake)
  }
  get isForgotten() {
    return this.#timers.length + this.#wakes.size === 0
  }
  wake() {
    for (const wake of this.#wakes) wake()
  }
  pass(ms: number) {
    const end = this.time + ms
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#timers = this.#timers.filter((it) => it !== next)
      this.time = Math.max(this.time, next.at)
      next.work()
    }
    this.time = end
  }
}

let tab: FakeTab
let sockets: FakeSocket[]
let told: number[]
let poke: Poke
const last = () => sockets.at(-1) as FakeSocket

beforeEach(() => {
  tab = new FakeTab()
  sockets = []
  told = []
  poke = new Poke(tab, () => {
    const socket = new FakeSocket()
    sockets.push(socket)
    return socket as unknown as WebSocket
  })
})
const start = () => poke.start(() => told.push(tab.time))
/** Connected, and the look that this brings is over. */
function connected() {
  start()
  last().opens()
  tab.pass(1_000)
  told.length = 0
}
/** A minute in which the other end answers every ping. */
function aGoodMinute() {
  for (let second = 0; second < 60; second++) {
    const before = last().said.length
    tab.pass(1_000)
    if (last().said.length > before) last().says('pong')
  }
}

describe('news', () => {
  test('is passed on within a quarter of a second, at a moment that the dice choose', () => {
    for (const [dice, after] of [
      [0, 0],
      [0.5, 125],
      [0.999, 249.75],
    ] as const) {
      tab.dice = dice
      connected()
      const at = tab.time
      last().says('news')
      tab.pass(1_000)
      expect(told.map((it) => it - at)).toEqual([after])
      poke.stop()
    }
  })

  test('that comes in a burst is one look', () => {
    connected()
    for (let times = 0; times < 40; times++) last().says('news')
    tab.pass(1_000)
    expect(told).toHaveLength(1)
    last().says('news')
    tab.pass(1_000)
    expect(told).toHaveLength(2)
  })

  test('may have been missed before the connection was there: one look when it is', () => {
    start()
    tab.pass(1_000)
    expect(told).toEqual([])
    expect(poke.isOpen).toBe(false)
    last().opens()
    expect(poke.isOpen).toBe(true)
    tab.pass(1_000)
    expect(told).toHaveLength(1)
  })

  test('is nobody’s after stop', () => {
    connected()
    const socket = last()
    socket.says('news')
    poke.stop()
    socket.says('news')
    tab.wake()
    tab.pass(1_000)
    expect(tab.isForgotten).toBe(true)
    tab.pass(60 * 60_000)
    expect(told).toEqual([])
    expect(sockets).toHaveLength(1)
    expect(socket.isHungUp).toBe(true)
  })

  test('a pong is none', () => {
    connected()
    aGoodMinute()
    expect(told).toEqual([])
    expect(last().said).toEqual(['ping', 'ping'])
  })
})

describe('a connection that is lost', () => {
  test('is one look at once, and is made again', () => {
    connected()
    last().ends()
    expect(poke.isOpen).toBe(false)
    tab.pass(250)
    expect(told).toHaveLength(1)
    tab.pass(1_500)
    expect(sockets).toHaveLength(2)
    // What follows is nothing new to the loop, until there is a connection again.
    last().ends()
    tab.pass(3_000)
    expect(told).toHaveLength(1)
    last().opens()
    expect(poke.isOpen).toBe(true)
    tab.pass(250)
    expect(told).toHaveLength(2)
  })

  test('in silence is found out ten seconds after a ping', () => {
    connected()
    tab.pass(29_000)
    expect(last().said).toEqual(['ping'])
    tab.pass(9_900)
    expect(poke.isOpen).toBe(true)
    tab.pass(200)
    expect(poke.isOpen).toBe(false)
    expect(sockets[0]?.isHungUp).toBe(true)
    tab.pass(2_000)
    expect(sockets).toHaveLength(2)
  })

  test('in silence after it had answered is found out as well', () => {
    connected()
    aGoodMinute()
    tab.pass(30_000)
    expect(poke.isOpen).toBe(true)
    tab.pass(10_000)
    expect(poke.isOpen).toBe(false)
  })

  test('counts as lost from the moment the other end closes, however long that takes', () => {
    connected()
    last().readyState = 2
    expect(poke.isOpen).toBe(false)
  })

  test('and what the old one still says counts for nothing', () => {
    connected()
    const old = last()
    tab.pass(42_000)
    expect(sockets).toHaveLength(2)
    last().opens()
    tab.pass(300)
    told.length = 0
    old.says('news')
    old.ends()
    tab.pass(3_000)
    expect(told).toEqual([])
    expect(sockets).toHaveLength(2)
    expect(poke.isOpen).toBe(true)
  })

  test('that hangs while it connects is given up after half a minute', () => {
    start()
    tab.pass(29_000)
    expect(sockets).toHaveLength(1)
    tab.pass(3_000)
    expect(sockets).toHaveLength(2)
    expect(sockets[0]?.isHungUp).toBe(true)
  })
})

describe('a server that does not want it', () => {
  /** When it was tried, each time it was turned away. */
  function tries(until: number): number[] {
    const at: number[] = []
    start()
    while (tab.time < until) {
      if (sockets.length > at.length) {
        at.push(tab.time)
        last().ends()
      }
      tab.pass(100)
    }
    return at
  }

  test('is tried less and less, every five minutes at the most', () => {
    tab.dice = 0.999
    const at = tries(60 * 60_000)
    const gaps = at.slice(1).map((time, step) => time - (at[step] ?? 0))
    expect(gaps.slice(0, 3).map((gap) => Math.round(gap / 100) / 10)).toEqual([1.5, 3, 6])
    expect(Math.max(...gaps)).toBeLessThanOrEqual(5 * 60_000 + 100)
    expect(gaps.at(-1)).toBeGreaterThan(4 * 60_000)
    // The loop goes by its own clock: a poke that never was brings no news.
    expect(told).toEqual([])
  })

  test('nor do all phones come back at the same moment', () => {
    tab.dice = 0
    const [first = 0, second = 0] = tries(5_000)
    expect(second - first).toBeLessThan(1_000)
  })

  test('and closes what it has opened is not asked again at once for ever', () => {
    start()
    for (let times = 0; times < 10; times++) {
      const before = sockets.length
      last().opens()
      last().ends()
      while (sockets.length === before) tab.pass(1_000)
    }
    expect(tab.time).toBeGreaterThan(10 * 60_000)
  })

  test('for a while, and then does, starts afresh', () => {
    const { length } = tries(30_000)
    while (sockets.length === length) tab.pass(1_000)
    last().opens()
    aGoodMinute()
    const before = sockets.length
    last().ends()
    tab.pass(1_500)
    expect(sockets).toHaveLength(before + 1)
  })

  test('where the browser forbids it altogether, nothing breaks', () => {
    const forbidden = new Poke(tab, () => {
      throw new DOMException('forbidden', 'SecurityError')
    })
    forbidden.start(() => told.push(tab.time))
    expect(forbidden.isOpen).toBe(false)
    forbidden.stop()
  })
})

describe('only while somebody looks', () => {
  test('a hidden tab or one with no signal does not connect until it wakes', () => {
    tab.isSeen = false
    start()
    tab.wake()
    tab.hasSignal = false
    tab.isSeen = true
    tab.wake()
    expect(sockets).toHaveLength(0)
    tab.hasSignal = true
    tab.wake()
    expect(sockets).toHaveLength(1)
    tab.wake()
    expect(sockets).toHaveLength(1)
  })

  test('a tab that was left hangs up soon, and connects again when it is looked at', () => {
    connected()
    tab.isSeen = false
    tab.pass(31_000)
    expect(last().isHungUp).toBe(true)
    expect(poke.isOpen).toBe(false)
    tab.pass(60 * 60_000)
    expect(sockets).toHaveLength(1)
    expect(told).toEqual([])
    last().ends()
    tab.isSeen = true
    tab.wake()
    expect(sockets).toHaveLength(2)
  })

  test('it can be stopped and started again: another tab led meanwhile', () => {
    connected()
    poke.stop()
    expect(poke.isOpen).toBe(false)
    connected()
    expect(poke.isOpen).toBe(true)
    last().says('news')
    tab.pass(1_000)
    expect(told).toHaveLength(1)
  })
})
