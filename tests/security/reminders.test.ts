import { beforeAll, describe, test } from 'vitest'
import { AppBrowser } from '../worker/reminders/appBrowser.ts'
import { RemindingOffice, wants } from '../worker/reminders/reminded.ts'
import { attack, keepCounts } from './ledger.ts'

keepCounts('reminders')

let it: RemindingOffice
let pcso: string
beforeAll(async () => {
  it = await RemindingOffice.open()
  pcso = await it.ask('pcso')
})

/** Where somebody might like the worker to knock. */
const addresses = [
  ...['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '2130706433', '0x7f.1'],
  ...['169.254.169.254', '10.0.0.1', '192.168.0.1', '[fd00::1]', 'metadata.google.internal'],
  ...['patchwork.test', 'patchwork.test:443', 'evil.example', 'push.apple.com.evil.example'],
  ...[
    'fcm.googleapis.com.',
    'fcm.googleapis.com:444',
    'a@fcm.googleapis.com',
    'fcm.googleapis.com@x',
  ],
  ...['evilfcm.googleapis.com', 'xnotify.windows.com', 'push.services.mozilla.com.evil.example'],
  ...[
    'fcm%2egoogleapis.com.evil.example',
    'evil.example\\@fcm.googleapis.com',
    'evil.example#.push.apple.com',
  ],
]
const schemes = ['https', 'http', 'ftp', 'file', 'ws', 'javascript', 'data']

describe('a browser that says where it is to be reached', () => {
  test.each(addresses)('%s is knocked at by nobody', async (host) => {
    const browser = await AppBrowser.open()
    for (const scheme of schemes) {
      const endpoint = `${scheme}://${host}/x`
      await attack('inner address', endpoint, async () => {
        const before = it.carried.length
        await it.office.post('/api/reminders/push', { ...browser.json, endpoint }, pcso)
        // As if it had been kept all the same, and there were news.
        await it.subscribe(pcso)
        it.office.d1.sqlite.exec(`update push_subscription set endpoint = '${endpoint}';
          update reminder_setting set told = '[]', seen_version = null`)
        await it.round()
        return it.carried.length > before
      })
    }
  })
})

describe('whoever wants to stop another’s letters', () => {
  const of = (text: string) => Buffer.from(text).toString('base64url')
  const guesses = [
    ...['', '.', '..', of('ashford\npcso'), `${of('ashford\npcso')}.`, `.${'0'.repeat(64)}`],
    ...['0', 'f'].map((it) => `${of('ashford\npcso')}.${it.repeat(64)}`),
    ...[`${of('ashford')}.${'0'.repeat(64)}`, `${of("ashford\n' or 1=1 --")}.${'0'.repeat(64)}`],
    ...[`${of('ashford\npcso\nx')}.${'0'.repeat(64)}`, '💥', '%00', '../../x', 'null', '__proto__'],
  ]
  test.each(guesses)('%j stops nobody', async (token) => {
    await attack('forged stop', token, async () => {
      const answer = await it.office.post('/api/reminders/stop', { token })
      return answer.status === 200 || it.office.count('reminder_setting', "digest = 'none'") > 0
    })
  })

  test.each(['partnershipId', 'memberId', 'member_id', 'id', 'origin', 'nextAt', 'email'])(
    'a field %s in one’s own settings moves nobody else’s',
    async (field) => {
      await attack('foreign field', field, async () => {
        const lead = await it.office.signIn('lead')
        const wrong = { ...wants({ digest: 'none' }), [field]: 'pcso' }
        await it.office.post('/api/reminders', wrong, lead)
        const theirs =
          "member_id = 'pcso' and digest = 'weekdays' and origin = 'https://patchwork.test'"
        return it.office.count('reminder_setting', theirs) !== 1
      })
    },
  )
})
