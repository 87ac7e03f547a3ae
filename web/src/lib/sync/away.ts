import type { As } from '../../../../shared/sync/protocol.ts'
import { api } from '../api.ts'
import { Database, databaseName } from '../store/database.ts'
import { keptKeyOf } from '../store/keys.ts'
import { Vault } from '../store/vault.ts'
import { httpLine } from '../photos/line.ts'
import type { PhotoLine } from '../photos/line.ts'
import { sendPhotos } from '../photos/send.ts'
import { httpTransport } from './http.ts'
import { pushAll } from './push.ts'
import type { Sender } from './push.ts'
import { TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

export interface Surroundings {
  /** Who is signed in here, as the office knows it. */
  who(): Promise<As | null>
  keyOf(name: string): Promise<CryptoKey | null>
  database(name: string): Database
  transport: Pick<Transport, 'push'>
  photos: PhotoLine
}

const serviceWorker: Surroundings = {
  async who() {
    const response = await api.session.$get()
    if (!response.ok) throw new Error(`who is signed in: ${response.status}`)
    return (await response.json()).who
  },
  keyOf: (name) => keptKeyOf(name, indexedDB),
  database: (name) => new Database(name),
  transport: httpTransport(() => Promise.resolve(api.sync)),
  photos: httpLine,
}

/** A copied profile, a restored office: what asks for more than an answer is left for the app. */
class NotPlain extends Error {}

const plainly = ({ push }: Pick<Transport, 'push'>): Pick<Transport, 'push'> => ({
  async push(request) {
    const answer = await push(request)
    if (answer.status !== 'ok') throw new NotPlain(answer.status)
    return answer
  },
})

/**
 * Sends what waits on this phone while nobody looks at the app, or it is closed. It only sends: what
 * others did is fetched when somebody looks. Should a hidden tab send the same at the same time, receipts
 * make that harmless. Throws when it is worth trying again later.
 */
export async function sendAway(around: Surroundings = serviceWorker): Promise<void> {
  // Only what belongs to the one who is signed in here is taken; a store of somebody else stays shut.
  const who = await around.who()
  const name = who && databaseName(who.partnershipId, who.memberId)
  const key = name && (await around.keyOf(name))
  if (!key) return
  const db = around.database(name)
  const channel = new BroadcastChannel(name)
  db.vault = new Vault(key)
  try {
    await db.open()
    const isDone = await pushAll(senderOf(db, who, channel), plainly(around.transport))
    if (!isDone) throw new Error('the office asks for time')
    await sendPhotosAway(db, around.photos, channel)
  } catch (error) {
    if (!isForTheApp(error)) throw error
  } finally {
    channel.close()
    db.close()
  }
}

/** Entries have gone before them. Of a form that was not saved the office knows no row, and gets nothing. */
const sendPhotosAway = async (db: Database, line: PhotoLine, channel: BroadcastChannel) =>
  sendPhotos(
    {
      ...{ db, line, giveWay: () => Promise.resolve(), scopeOf: () => '' },
      onChange: () => channel.postMessage('changed'),
    },
    await db.photos.toArray(),
  )

/** Whoever is turned away has to sign in again, and is told so where they can. */
const isForTheApp = (error: unknown) =>
  error instanceof NotPlain ||
  (error instanceof TransportError && error.why !== 'unreachable' && error.why !== 'failing')

const senderOf = (db: Database, as: As, channel: BroadcastChannel): Sender => ({
  ...{ db, as, world: { now: () => new Date(), newId: () => crypto.randomUUID() } },
  async commit(work) {
    await work(false)
    // A tab that is open, and hidden, shows what has become of it.
    channel.postMessage('changed')
  },
})
