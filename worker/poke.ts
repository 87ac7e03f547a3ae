import type { Context } from 'hono'
import { databaseNamed, HOME } from './db/database.ts'
import type { Env } from './environment.ts'
import { readCookie } from './middleware/token.ts'

/** The only word that is ever said. */
export const NEWS = 'news'
const PING = 'ping'
const PONG = 'pong'

export const MAX_SOCKETS = 2_000
/** A browser's tabs. The oldest gives way: it is likelier to be a frozen one. */
export const MAX_OF_SEAT = 8

/**
 * Whoever is connected was let in when they connected, and nobody asks again. So a connection ends
 * after an hour and the phone comes back through the door: a seat that has ended learns for an hour
 * at most that somebody wrote something, and never what.
 */
export const LONGEST_MS = 60 * 60_000
/** Those that came close together are let go together: each alarm wakes the object. */
const ROUND_MS = 5 * 60_000
const COME_AGAIN = 4000
const SAY_NOTHING = 1008

/**
 * Tells the phones of one partnership that there is news; they then pull, through the door and with
 * their own rights. It carries no data and keeps none: the sockets themselves, which outlive its
 * sleep, are all it knows. Whatever it fails to say a phone learns by its slow poll.
 */
export class Poke implements DurableObject {
  readonly #state: DurableObjectState

  constructor(state: DurableObjectState) {
    this.#state = state
    // Answered in its sleep.
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG))
  }

  async fetch(request: Request): Promise<Response> {
    const seat = request.headers.get(SEAT) ?? ''
    if (request.headers.get('Upgrade') === 'websocket') return this.#join(seat)
    this.#tell(seat)
    return new Response(null, { status: 204 })
  }

  /** A phone has nothing to say here but ping. */
  webSocketMessage(socket: WebSocket) {
    socket.close(SAY_NOTHING)
  }

  async alarm() {
    const now = Date.now()
    const ends = this.#sockets().map((socket) => ({ socket, at: openedAt(socket) + LONGEST_MS }))
    for (const { socket, at } of ends) if (at <= now) socket.close(COME_AGAIN)
    const next = Math.min(...ends.map(({ at }) => at).filter((at) => at > now))
    if (Number.isFinite(next)) await this.#state.storage.setAlarm(Math.max(next, now + ROUND_MS))
  }

  async #join(seat: string): Promise<Response> {
    if (this.#sockets().length >= MAX_SOCKETS) return new Response(null, { status: 503 })
    const own = this.#sockets(seat).sort((a, b) => openedAt(a) - openedAt(b))
    for (const old of own.slice(0, Math.max(0, own.length + 1 - MAX_OF_SEAT))) old.close(COME_AGAIN)
    const { 0: theirs, 1: ours } = new WebSocketPair()
    this.#state.acceptWebSocket(ours, [seat])
    const now = Date.now()
    ours.serializeAttachment(now)
    if ((await this.#state.storage.getAlarm()) === null) {
      await this.#state.storage.setAlarm(now + LONGEST_MS)
    }
    return new Response(null, { status: 101, webSocket: theirs })
  }

  /** The browser that wrote pulls by itself. */
  #tell(writer: string) {
    for (const socket of this.#sockets()) {
      if (!this.#state.getTags(socket).includes(writer)) socket.send(NEWS)
    }
  }

  /** One that is closing would throw at the next word. */
  #sockets = (seat?: string) =>
    this.#state.getWebSockets(seat).filter(({ readyState }) => readyState === WebSocket.OPEN)
}

const SEAT = 'X-Seat'
const openedAt = (socket: WebSocket) => Number(socket.deserializeAttachment())

/** The database is named too: in another one the same id may be another partnership. */
function ask(c: Context<Env>, partnershipId: string, binding: string, headers: HeadersInit) {
  const { POKE } = c.env
  if (!POKE) return null
  const place = databaseNamed(c.env, binding) ? binding : HOME
  // Enough of the seat's name to tell it from others, and too little to look it up by.
  const seat = c.var.tokenHash.slice(0, 16)
  return POKE.get(POKE.idFromName(`${place}:${partnershipId}`)).fetch('https://poke', {
    headers: { ...headers, [SEAT]: seat },
  })
}

/** Connects this browser to the poke of its partnership; null where there is none. */
export const joinPoke = (c: Context<Env>, partnershipId: string) =>
  ask(c, partnershipId, readCookie(c).binding, { Upgrade: 'websocket' })

/** Tells the others, once the answer has gone. */
export function tellNews(c: Context<Env>, partnershipId: string, binding = readCookie(c).binding) {
  const told = ask(c, partnershipId, binding, {})
  if (told) c.executionCtx.waitUntil(told)
}
