import { Agent, request } from 'node:http'
import type { Socket } from 'node:net'

export interface Answer {
  status: number
  text: string
  ms: number
  trips: number
  /** On the wire, with its headers. */
  bytesOut: number
  bytesIn: number
}

/** One connection that stays open, so that what is timed is the request and its bytes can be counted. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #origin: URL
  readonly #cookie: string

  constructor(origin: URL, cookie = '') {
    this.#origin = origin
    this.#cookie = cookie
  }

  post = (path: string, body: unknown): Promise<Answer> => this.#send(path, JSON.stringify(body))

  #send(path: string, body: string): Promise<Answer> {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      Cookie: this.#cookie,
    }
    return new Promise((resolve, reject) => {
      const start = performance.now()
      let socket: Socket | undefined
      let [outBefore, inBefore] = [0, 0]
      const sent = request(
        new URL(path, this.#origin),
        { method: 'POST', agent: this.#agent, headers },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () => {
            const ms = performance.now() - start
            resolve({
              ...{ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString(), ms },
              trips: Number(response.headers['x-d1-trips']),
              bytesOut: (socket?.bytesWritten ?? 0) - outBefore,
              bytesIn: (socket?.bytesRead ?? 0) - inBefore,
            })
          })
        },
      )
      sent.on('socket', (it) => {
        socket = it
        ;[outBefore, inBefore] = [it.bytesWritten, it.bytesRead]
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }

  close = () => this.#agent.destroy()
}
