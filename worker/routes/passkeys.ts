import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { COSEALG, isoBase64URL, isoUint8Array } from '@simplewebauthn/server/helpers'
import { Hono } from 'hono'
import type { Context } from 'hono'
import * as v from 'valibot'
import type { Env } from '../environment.ts'
import { askBrowser, newKey, takeChallenge } from '../identity/challenge.ts'
import {
  addPasskey,
  countUse,
  findPasskey,
  passkeysOf,
  removePasskey,
} from '../identity/passkey.ts'
import { mayChangeProofs, personOf } from '../identity/person.ts'
import { raiseProof, signIn } from '../identity/signIn.ts'
import { atMost, json } from '../middleware/body.ts'
import { limitByAddress } from '../middleware/limits.ts'
import { optionalLine } from '../../shared/words/schema.ts'

const MINUTES = 5
const LARGEST = 32 * 1024

/** What every phone makes, and what Windows Hello makes. The library's own list grows with its runtime. */
const supportedAlgorithmIDs = [COSEALG.ES256, COSEALG.RS256]

/** What the browser's authenticator said. The library reads it closely; here only what we touch. */
const Said = v.looseObject({
  id: v.pipe(v.string(), v.maxLength(1400)),
  response: v.looseObject({ clientDataJSON: v.string() }),
})
const Registration = v.object({
  label: v.optional(v.pipe(optionalLine, v.trim(), v.maxLength(60)), ''),
  response: Said,
})

/** The site that a passkey belongs to is the one this request was made to. */
const siteOf = (c: Context<Env>) => {
  const { hostname, origin } = new URL(c.req.url)
  return { expectedRPID: hostname, expectedOrigin: origin }
}

/**
 * Passkeys: a key in the phone or the computer, opened by its owner's face, finger or PIN. The answer
 * counts only with that (`userVerification`), which is what makes one passkey two factors.
 */
export const passkeys = new Hono<Env>()
  .use(limitByAddress)
  .get('/', async (c) => {
    const person = await personOf(c)
    if (!person) return c.json({ error: 'signed-out' as const }, 401)
    const own = await passkeysOf(c.var.home, person.id)
    return c.json(
      own.map(({ id, label, createdAt, lastUsedAt }) => ({ id, label, createdAt, lastUsedAt })),
      200,
    )
  })
  .post('/register/options', async (c) => {
    const person = await personOf(c)
    if (!person) return c.json({ error: 'signed-out' as const }, 401)
    if (!mayChangeProofs(person)) return c.json({ error: 'proof-needed' as const }, 403)
    const own = await passkeysOf(c.var.home, person.id)
    const options = await generateRegistrationOptions({
      rpName: 'Patchwork',
      rpID: siteOf(c).expectedRPID,
      userName: person.email,
      userID: isoUint8Array.fromUTF8String(person.id),
      attestationType: 'none',
      supportedAlgorithmIDs,
      excludeCredentials: own.map(({ id, transports }) => ({
        id,
        transports: JSON.parse(transports) as string[],
      })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      timeout: MINUTES * 60_000,
    })
    const asked = { challenge: options.challenge, sessionId: person.sessionId }
    await askBrowser(c, 'register', await newKey(), asked, MINUTES)
    return c.json(options, 200)
  })
  .post('/register/verify', atMost(LARGEST), json(Registration), async (c) => {
    const person = await personOf(c)
    if (!person) return c.json({ error: 'signed-out' as const }, 401)
    if (!mayChangeProofs(person)) return c.json({ error: 'proof-needed' as const }, 403)
    const asked = await takeChallenge<{ challenge: string; sessionId: string }>(c, 'register')
    if (asked?.sessionId !== person.sessionId)
      return c.json({ error: 'not-verified' as const }, 400)
    const { label, response } = c.req.valid('json')
    const registered = await refusedAsNull(() =>
      verifyRegistrationResponse({
        ...siteOf(c),
        response: response as unknown as RegistrationResponseJSON,
        expectedChallenge: asked.challenge,
        requireUserVerification: true,
        supportedAlgorithmIDs,
      }),
    )
    if (!registered?.verified) return c.json({ error: 'not-verified' as const }, 400)
    const { id, publicKey, counter, transports } = registered.registrationInfo.credential
    const isAdded = await addPasskey(c.var.home, person, {
      id,
      personId: person.id,
      label: label || 'Passkey',
      publicKey: isoBase64URL.fromBuffer(publicKey),
      counter,
      transports: JSON.stringify(transports ?? []),
      createdAt: c.var.now,
    })
    if (!isAdded) return c.json({ error: 'not-verified' as const }, 400)
    await raiseProof(c, person, 'passkey')
    return c.json({ id, proof: 'passkey' as const }, 200)
  })
  .post('/sign-in/options', async (c) => {
    const options = await generateAuthenticationOptions({
      rpID: siteOf(c).expectedRPID,
      userVerification: 'required',
      timeout: MINUTES * 60_000,
    })
    await askBrowser(c, 'passkey', await newKey(), { challenge: options.challenge }, MINUTES)
    return c.json(options, 200)
  })
  .post('/sign-in/verify', atMost(LARGEST), json(v.object({ response: Said })), async (c) => {
    const said = c.req.valid('json').response as unknown as AuthenticationResponseJSON
    const asked = await takeChallenge<{ challenge: string }>(c, 'passkey')
    const found = asked && (await findPasskey(c.var.home, said.id))
    if (!found) return c.json({ error: 'not-verified' as const }, 400)
    const verified = await refusedAsNull(() =>
      verifyAuthenticationResponse({
        ...siteOf(c),
        response: said,
        expectedChallenge: asked.challenge,
        requireUserVerification: true,
        credential: {
          id: found.id,
          publicKey: isoBase64URL.toBuffer(found.publicKey),
          counter: found.counter,
        },
      }),
    )
    const { userHandle } = said.response
    const isOwners = !userHandle || userHandle === isoBase64URL.fromUTF8String(found.personId)
    const counter = verified?.authenticationInfo.newCounter ?? 0
    if (
      !verified?.verified ||
      !isOwners ||
      !(await countUse(c.var.home, { id: found.id, counter, now: c.var.now }))
    )
      return c.json({ error: 'not-verified' as const }, 400)
    await signIn(c, found.personId, 'passkey')
    return c.json({ proof: 'passkey' as const }, 200)
  })
  .post('/:id/remove', async (c) => {
    const person = await personOf(c)
    if (!person) return c.json({ error: 'signed-out' as const }, 401)
    if (person.proof === 'code') return c.json({ error: 'proof-needed' as const }, 403)
    const id = c.req.param('id')
    const answer = await removePasskey(c.var.home, person.id, id)
    if (answer === 'not-found') return c.json({ error: answer }, 404)
    if (answer === 'last-passkey') return c.json({ error: answer }, 409)
    return c.json({ id }, 200)
  })

/** The library says no by throwing, over input that a stranger may have made up. */
async function refusedAsNull<T>(verify: () => Promise<T>): Promise<T | null> {
  try {
    return await verify()
  } catch {
    return null
  }
}
