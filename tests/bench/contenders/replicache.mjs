import { Replicache } from 'replicache'
import { newestFirst } from './newestFirst.ts'
import { lastWrite } from './lastWrite.ts'

/**
 * Replicache with no mutators and a puller that hands over the answer at hand. It shows what was pulled from memory
 * at once and persists it later, when the browser is idle; nothing says when that is done, so the
 * last write to its database is waited for.
 */
export const replicache = {
  form: 'patch',

  async open(name) {
    const written = lastWrite()
    const handle = { text: null, written }
    handle.rep = new Replicache({
      name,
      licenseKey: 'TEST_LICENSE_KEY',
      pullInterval: null,
      logLevel: 'error',
      puller: async ({ cookie }) => {
        const nothing = { cookie, lastMutationIDChanges: {}, patch: [] }
        return {
          httpRequestInfo,
          response: handle.text === null ? nothing : JSON.parse(handle.text),
        }
      },
      pusher: async () => ({ httpRequestInfo }),
    })
    await handle.rep.query(async () => null)
    return handle
  },

  async load(handle, { patch }) {
    handle.text = patch
    const { rep } = handle
    const shown = new Promise((resolve) => {
      const stop = rep.subscribe(
        async (tx) => !(await tx.isEmpty()),
        (isHere) => {
          if (!isHere) return
          stop()
          resolve()
        },
      )
    })
    await rep.pull({ now: true })
    await shown
    return { durable: handle.written.settled() }
  },

  async list({ rep }, kind, count) {
    const found = await rep.query((tx) =>
      tx
        .scan({ prefix: `${kind}/` })
        .values()
        .toArray(),
    )
    const lines = found.map(({ id, data }) => ({ id, at: data.recordedAt, text: data.note ?? '' }))
    return newestFirst(lines, count)
  },

  close: ({ rep }) => rep.close(),
}

const httpRequestInfo = { httpStatusCode: 200, errorMessage: '' }
