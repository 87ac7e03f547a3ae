import { rmSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { at, startWorker, untilReady } from '../../.bin/tools.mjs'
import { freePort } from './freePort.ts'
import { BUNDLED, seeded, today } from './seeded.ts'

let serial = 0

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

  /** The next story's server starts while this one is told: starting takes longer than many stories. */
  static async open(): Promise<Server> {
    const from = await seeded(today())
    const next = spare?.from === from ? spare.server : Server.#make(from)
    if (spare && spare.from !== from) await (await spare.server).close()
    spare = { from, server: Server.#make(from) }
    spare.server.catch(() => undefined)
    return next
  }

  static async #make(from: string): Promise<Server> {
    const state = `.state/e2e-${process.pid}-${++serial}`
    await cp(at(from), at(state), { recursive: true })
    const server = new Server(await freePort(), state)
    await server.start()
    return server
  }

  async start() {
    const worker = startWorker({
      ...{ port: this.#port, state: this.#state, bundle: `${BUNDLED}/dev.js` },
    })
    this.#worker = worker
    running.add(worker.group)
    void worker.ended.then(() => running.delete(worker.group))
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

let spare: { from: string; server: Promise<Server> } | null = null

/** What the last story left over: a spare server nobody asked for. */
const running = new Set<number>()
process.on('exit', () => {
  for (const group of running) {
    try {
      process.kill(group, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
  for (let nth = 1; nth <= serial; nth++) {
    rmSync(at(`.state/e2e-${process.pid}-${nth}`), { recursive: true, force: true })
  }
})
