import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Env } from '../environment.ts'
import { linkAccount, ownerOf } from '../identity/account.ts'
import { askBrowser, keyHashOf, newKey, takeChallenge } from '../identity/challenge.ts'
import { entraSettings, identityFrom, whereToSignIn } from '../identity/entra.ts'
import type { Trip } from '../identity/entra.ts'
import { mayChangeProofs, personOf } from '../identity/person.ts'
import { raiseProof, signIn } from '../identity/signIn.ts'
import { limitByAddress } from '../middleware/limits.ts'
import { newToken } from '../middleware/token.ts'

/** Microsoft may ask for a second factor of its own, on a phone that is in a drawer. */
const MINUTES = 10

/** How a trip to Microsoft ended. The sign-in page has a sentence for each. */
export type EntraOutcome =
  | 'signed-in'
  | 'linked'
  | 'refused'
  | 'not-linked'
  | 'linked-elsewhere'
  | 'signed-out'
  | 'proof-needed'

/**
 * These two answer a browser that follows links, so they answer with a page to go to and not with
 * JSON. `fetcher` is what reaches Microsoft.
 */
export const entraRoutes = (fetcher: typeof fetch) =>
  new Hono<Env>()
    .use(limitByAddress)
    .get('/start', async (c) => {
      const settings = entraSettings(c.env)
      if (!settings) return c.json({ error: 'not-found' as const }, 404)
      const isLinking = c.req.query('link') === '1'
      // Another site must not send a signed-in person off to link an account it chose.
      if (isLinking && c.req.header('Sec-Fetch-Site') !== 'same-origin')
        return c.json({ error: 'cross-origin' as const }, 403)
      const person = isLinking ? await personOf(c) : null
      if (isLinking && !person) return backWith(c, 'signed-out')
      if (person && !mayChangeProofs(person)) return backWith(c, 'proof-needed')
      const trip: Trip = {
        nonce: newToken(),
        verifier: newToken(),
        redirectUri: `${new URL(c.req.url).origin}/api/entra/callback`,
        linkTo: person?.sessionId ?? null,
      }
      // The state is the hash of this browser's cookie, so that no other browser can come back with it.
      const { key, keyHash } = await newKey()
      await askBrowser(c, 'entra', { key, keyHash }, trip, MINUTES)
      return c.redirect(await whereToSignIn(settings, trip, keyHash), 303)
    })
    .get('/callback', async (c) => {
      const settings = entraSettings(c.env)
      if (!settings) return c.json({ error: 'not-found' as const }, 404)
      const isSameBrowser = c.req.query('state') === (await keyHashOf(c, 'entra'))
      const trip = isSameBrowser ? await takeChallenge<Trip>(c, 'entra') : null
      const code = c.req.query('code')
      const accountId = trip && code && (await identityFrom(settings, trip, code, fetcher))
      if (!accountId) return backWith(c, 'refused')
      if (!trip.linkTo) {
        const personId = await ownerOf(c.var.home, accountId)
        if (!personId) return backWith(c, 'not-linked')
        await signIn(c, personId, 'entra')
        return backWith(c, 'signed-in')
      }
      const person = await personOf(c)
      if (person?.sessionId !== trip.linkTo) return backWith(c, 'signed-out')
      if (!mayChangeProofs(person)) return backWith(c, 'proof-needed')
      if (!(await linkAccount(c.var.home, person, accountId, c.var.now)))
        return backWith(c, 'linked-elsewhere')
      await raiseProof(c, person, 'entra')
      return backWith(c, 'linked')
    })

const backWith = (c: Context<Env>, outcome: EntraOutcome) =>
  c.redirect(`/sign-in?entra=${outcome}`, 303)

export const entra = entraRoutes((...ask) => fetch(...ask))
