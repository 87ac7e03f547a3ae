import { ashford } from '../tests/fixtures/ashford/index.ts'
import { dateInUk } from '../shared/words/dates.ts'
import { MAX_MUTATIONS, SCHEMA_VERSION } from '../shared/sync/limits.ts'

// Seeds the demonstration, once, through the same mutations that a phone sends.
const origin = process.argv[2] ?? 'http://localhost:8787'
const partnershipId = 'ashford'
const founderId = 'member-csp-manager'
const deviceId = 'd-seed'

const now = new Date()
const rows = ashford(dateInUk(now))
const mutations = rows.map(({ kind, id, entry }, at) => ({
  op: 'create',
  mid: `seed-${at + 1}`,
  seq: at + 1,
  schemaVersion: SCHEMA_VERSION,
  deviceTime: now.toISOString(),
  kind,
  id,
  entry,
}))

const post = async (path, body, cookie = '') => {
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

// The founding rows are those the founder's own row stands on; the founder then sends the rest.
const last = rows.findIndex(({ id }) => id === founderId)
const founding = mutations.slice(0, last + 1)
const founded = await post('/api/demo/partnership', {
  partnershipId,
  memberId: founderId,
  deviceId,
  mutations: founding,
})
if ((await founded.json()).isNew) {
  const signIn = await post('/api/demo/sign-in', { partnershipId, memberId: founderId })
  const cookie = signIn.headers.get('set-cookie').split(';')[0]
  for (let from = last + 1; from < mutations.length; from += MAX_MUTATIONS) {
    const batch = mutations.slice(from, from + MAX_MUTATIONS)
    const pushed = await post('/api/sync/push', { deviceId, mutations: batch }, cookie)
    const refused = (await pushed.json()).results.filter(({ outcome }) => outcome !== 'applied')
    if (refused.length > 0) throw new Error(`the seed was refused: ${JSON.stringify(refused[0])}`)
  }
  console.log(`Seeded the Ashford demonstration: ${mutations.length} rows.`)
}
