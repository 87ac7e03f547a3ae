import { cp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { at, startWorker, untilReady } from '../../.bin/tools.mjs'

const SEEDED = '.state/e2e-seeded'
let serial = 0

export const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer()
    server.listen(0, () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** The real worker over a database of its own, which can really be stopped and started again. */
export class Server {
  readonly origin: string
  readonly #port: number
  readonly #state: string
  #worker: ReturnType<typeof startWorker> | null = null

  private constructor(port: number, state: string) {
    this.#port = port
    this.#state = state
    this.origin = `http://localhost:${port}`
  }

  static async open(): Promise<Server> {
    const state = `.state/e2e-${process.pid}-${++serial}`
    await cp(at(SEEDED), at(state), { recursive: true })
    const server = new Server(await freePort(), state)
    await server.start()
    return server
  }

  async start() {
    this.#worker = startWorker({ port: this.#port, state: this.#state })
    await untilReady(this.#port, this.#worker.ended)
  }

  async stop() {
    await this.#worker?.stop('SIGKILL')
    this.#worker = null
  }

  async close() {
    await this.stop()
    await rm(at(this.#state), { recursive: true, force: true })
  }
}
