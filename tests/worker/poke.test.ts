import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { LONGEST_MS, MAX_OF_SEAT, MAX_SOCKETS, Poke } from '../../worker/poke.ts'
import { Office, creating, progress } from '../sync/office.ts'
import { Workerd } from './workerd.ts'

let workerd: Workerd
let pcso: string
let serial = 0
beforeAll(async () => {
  workerd = await Workerd.open()
  await workerd.found('ashford')
  pcso = await workerd.signIn('ashford', 'pcso')
})
afterAll(() => workerd.close())

/** A browser that is connected and remembers what it was told. */
class Listener {
  readonly heard: string[] = []
  closed: number | null = null
  #socket!: NonNullable<Awaited<ReturnType<Workerd['live']>>['webSocket']>
  #waiting: (() => void)[] = []

  static async of(cookie: string): Promise<Listener> {
    const { status, webSocket } = await workerd.live(cookie)
    if (!webSocket) throw new Error(`no socket: ${status}`)
    const listener = new Listener()
    listener.#socket = webSocket
    webSocket.addEventListener('message', ({ data }) => {
      listener.heard.push(String(data))
      listener.#wake()
    })
    webSocket.addEventListener('close', ({ code }) => {
      listener.closed = code
      listener.#wake()
    })
    webSocket.accept()
    return listener
  }

  say = (word: string) => this.#socket.send(word)
  leave = () => this.#socket.close()

  async until(isSo: () => boolean) {
    while (!isSo()) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** By the time a ping has come back, whatever was said before has too. */
  async hasHeard(): Promise<string[]> {
    const before = this.heard.filter((word) => word === 'pong').length
    this.say('ping')
    await this.until(() => this.heard.filter((word) => word === 'pong').length > before)
    return this.heard.filter((word) => word !== 'pong')
  }

  #wake() {
    for (const go of this.#waiting.splice(0)) go()
  }
}

const isTold = (listener: Listener, times = 1) =>
  listener.until(() => listener.heard.filter((word) => word === 'news').length >= times)
const record = (cookie: string, note = 'Two schools visited') =>
  workerd.push(cookie, [creating('update', `u-${++serial}`, progress('pcso', note), 1)])

describe('what a push does', () => {
  test('the other browsers are told that there is news, and not one word more', async () => {
    const desk = await Listener.of(await workerd.signIn('ashford', 'manager'))
    await record(pcso, 'The coach was late')
    await isTold(desk)
    expect(await desk.hasHeard()).toEqual(['news'])
    desk.leave()
  })

  test('the browser that wrote is not told of its own work, and another of the same person is', async () => {
    const own = await Listener.of(pcso)
    const other = await Listener.of(await workerd.signIn('ashford', 'pcso'))
    await record(pcso)
    await isTold(other)
    expect(await own.hasHeard()).toEqual([])
    own.leave()
    other.leave()
  })

  test('another partnership hears nothing', async () => {
    await workerd.found('dover')
    const dover = await Listener.of(await workerd.signIn('dover', 'manager'))
    const ashford = await Listener.of(await workerd.signIn('ashford', 'manager'))
    await record(pcso)
    await isTold(ashford)
    expect(await dover.hasHeard()).toEqual([])
    await workerd.push(await workerd.signIn('dover', 'pcso'), [
      creating('update', 'u-dover', progress('pcso'), 1),
    ])
    await isTold(dover)
    expect(await ashford.hasHeard()).toEqual(['news'])
    dover.leave()
    ashford.leave()
  })

  test('fifty dashboards are told, also after the poke has slept', async () => {
    const seats = await Promise.all(
      Array.from({ length: 50 }, () => workerd.signIn('ashford', 'manager')),
    )
    const desks = await Promise.all(seats.map((seat) => Listener.of(seat)))
    for (const times of [1, 2]) {
      await record(pcso)
      await Promise.all(desks.map((desk) => isTold(desk, times)))
      await workerd.sleep('ashford')
    }
    for (const desk of desks) desk.leave()
  })

  test('one that has gone does not keep the others from being told', async () => {
    const [gone, stays] = [
      await Listener.of(await workerd.signIn('ashford', 'manager')),
      await Listener.of(await workerd.signIn('ashford', 'manager')),
    ]
    gone.leave()
    await record(pcso)
    await isTold(stays)
    stays.leave()
  })
})

test('a phone that is ordered to leave is told at once that there is something to fetch', async () => {
  const lost = await workerd.signIn('ashford', 'pcso')
  const deviceId = 'd-lost'
  await workerd.push(lost, [creating('update', 'u-lost', progress('pcso'), 1)], deviceId)
  const phone = await Listener.of(lost)
  const manager = await workerd.signIn('ashford', 'manager')
  await workerd.post(`/api/devices/${deviceId}/order`, { order: 'wipe' }, manager)
  await isTold(phone)
  phone.leave()
})

describe('the door', () => {
  test.each<[who: string, headers: Record<string, string>, status: number]>([
    ['nobody', { Cookie: '' }, 401],
    ['a made-up seat', { Cookie: `__Host-patchwork=DB.${'0'.repeat(64)}` }, 401],
    ['a page elsewhere', { Origin: 'https://evil.example' }, 403],
    ['a page without an origin', { Origin: 'null' }, 403],
    ['our own host over http', { Origin: 'http://patchwork.test' }, 403],
    ['a host that begins alike', { Origin: 'https://patchwork.test.evil.example' }, 403],
    ['an ordinary request', { Upgrade: '' }, 426],
  ])('%s does not get in', async (_who, headers, status) => {
    const answer = await workerd.live(pcso, headers)
    expect(answer.status).toBe(status)
    expect(answer.webSocket).toBeFalsy()
  })

  test('one who does not say where they come from does not get in', async () => {
    const headers = { Upgrade: 'websocket', Cookie: pcso }
    expect((await workerd.fetch('/api/sync/live', { headers })).status).toBe(403)
  })

  test('a seat that has been ordered to leave does not get in', async () => {
    const leaving = await workerd.signIn('ashford', 'pcso')
    const deviceId = 'd-leaving'
    await workerd.push(leaving, [creating('update', 'u-leaving', progress('pcso'), 1)], deviceId)
    const manager = await workerd.signIn('ashford', 'manager')
    await workerd.post(`/api/devices/${deviceId}/order`, { order: 'sign-out' }, manager)
    expect((await workerd.live(leaving)).status).toBe(401)
  })

  test('a deployment without a poke says so, and takes work all the same', async () => {
    const office = await Office.open()
    const cookie = await office.signIn('pcso')
    const headers = { Upgrade: 'websocket', Origin: 'https://patchwork.test', Cookie: cookie }
    expect((await office.fetch('/api/sync/live', { headers })).status).toBe(404)
    const made = creating('update', 'u', progress('pcso'), 1)
    expect(await office.push(cookie, 'd', [made])).toMatchObject({ status: 'ok' })
  })
})

describe('how long, and how many', () => {
  test('whoever says anything but ping is shown out', async () => {
    const talker = await Listener.of(pcso)
    talker.say('who is here?')
    await talker.until(() => talker.closed !== null)
    expect(talker.closed).toBe(1008)
    expect(talker.heard).toEqual([])
  })

  test('one browser holds a few connections, and the oldest gives way to the next', async () => {
    const seat = await workerd.signIn('ashford', 'pcso')
    const tabs: Listener[] = []
    for (let tab = 0; tab <= MAX_OF_SEAT; tab++) tabs.push(await Listener.of(seat))
    const [oldest, ...others] = tabs
    const manager = await workerd.signIn('ashford', 'manager')
    for (const times of [1, 2]) {
      await record(manager)
      await Promise.all(others.map((tab) => isTold(tab, times)))
    }
    expect(oldest?.heard).toEqual([])
    for (const tab of others) tab.leave()
  })

  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  /** A poke over sockets that are only what it asks of them. */
  function pokeWith(ages: number[], readyState = 1) {
    vi.stubGlobal('WebSocketRequestResponsePair', class {})
    vi.useFakeTimers({ now: 1e12 })
    const closed: number[] = []
    const told: number[] = []
    let alarm: number | null = null
    const sockets = ages.map((age) => ({
      ...{ readyState, deserializeAttachment: () => 1e12 - age },
      send: () => told.push(age),
      close: () => closed.push(age),
    }))
    const poke = new Poke({
      getWebSockets: () => sockets,
      getTags: () => ['seat'],
      setWebSocketAutoResponse: () => undefined,
      acceptWebSocket: () => undefined,
      storage: {
        getAlarm: () => Promise.resolve(alarm),
        setAlarm: (at: number) => Promise.resolve(void (alarm = at)),
      },
    } as unknown as DurableObjectState)
    return { poke, closed, told, alarmIn: () => alarm && alarm - 1e12 }
  }

  const MINUTE = 60_000
  test.each<[said: string, ages: number[], closed: number[], alarmIn: number | null]>([
    ['nobody is here', [], [], null],
    ['a moment too early', [LONGEST_MS - 1], [], 5 * MINUTE],
    ['to the moment', [LONGEST_MS], [LONGEST_MS], null],
    ['two hours', [LONGEST_MS * 2, MINUTE], [LONGEST_MS * 2], 59 * MINUTE],
    ['the next one soon', [LONGEST_MS, 59 * MINUTE, 0], [LONGEST_MS], 5 * MINUTE],
    ['everybody is new', [0, 10 * MINUTE], [], 50 * MINUTE],
  ])('an hour ends a connection: %s', async (_said, ages, closed, alarmIn) => {
    const it = pokeWith(ages)
    await it.poke.alarm()
    expect(it.closed).toEqual(closed)
    expect(it.alarmIn()).toBe(alarmIn)
  })

  test('whoever connects is let go an hour later; the next one does not put that off', async () => {
    const { poke, alarmIn } = pokeWith([])
    vi.stubGlobal(
      'WebSocketPair',
      class {
        readonly 0 = {}
        readonly 1 = { serializeAttachment: () => undefined }
      },
    )
    // Node has no answer 101.
    vi.stubGlobal('Response', class {})
    const asked = { headers: new Headers({ Upgrade: 'websocket', 'X-Seat': 'seat' }) } as Request
    await poke.fetch(asked)
    expect(alarmIn()).toBe(LONGEST_MS)
    vi.advanceTimersByTime(MINUTE)
    await poke.fetch(asked)
    expect(alarmIn()).toBe(LONGEST_MS)
  })

  test('one that is closing is not spoken to, which would throw', async () => {
    const news = { headers: new Headers({ 'X-Seat': 'another' }) } as Request
    const [open, closing] = [pokeWith([1, 2]), pokeWith([1, 2], 2)]
    await open.poke.fetch(news)
    await closing.poke.fetch(news)
    expect(open.told).toEqual([1, 2])
    expect(closing.told).toEqual([])
  })

  test('a partnership holds so many connections, and the next phone polls', async () => {
    const { poke, closed } = pokeWith(new Array<number>(MAX_SOCKETS).fill(0))
    const headers = { Upgrade: 'websocket', 'X-Seat': 'seat' }
    const asked = { headers: new Headers(headers) } as Request
    expect((await poke.fetch(asked)).status).toBe(503)
    expect(closed).toEqual([])
  })
})
