import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { emailOTP } from 'better-auth/plugins/email-otp'
import * as identity from '../db/identitySchema.ts'
import type { Database } from '../db/database.ts'
import { keyedHash } from './keyedHash.ts'

export const PERSON_SESSION_DAYS = 30
export const CODE_MINUTES = 10
export const CODE_TRIES = 5

/**
 * better-auth, as the engine that keeps persons and their sessions. Its own handler is mounted nowhere:
 * it has some forty addresses, and what exists here is what our routes call. It never sees a request or
 * writes a cookie, so its cookie names, origin checks and rate limits do not come into it; ours do.
 */
export const openAuth = (home: Database, secret: string, origin: string) =>
  betterAuth({
    baseURL: origin,
    trustedOrigins: [origin],
    secret,
    // D1 refuses BEGIN.
    database: drizzleAdapter(home, {
      provider: 'sqlite',
      transaction: false,
      schema: {
        user: identity.person,
        session: identity.personSession,
        account: identity.personAccount,
        verification: identity.verification,
      },
    }),
    session: {
      expiresIn: PERSON_SESSION_DAYS * 86_400,
      cookieCache: { enabled: false },
      fields: { userId: 'personId' },
      additionalFields: { proof: { type: 'string', input: false, defaultValue: 'code' } },
    },
    account: { fields: { userId: 'personId' }, accountLinking: { enabled: false } },
    // Expired codes go in the batch that sends the next one; here it would be a round trip of its own.
    verification: { disableCleanup: true },
    advanced: {
      // It misses the columns for passwords and Microsoft's tokens, which are left out on purpose.
      database: { generateId: () => crypto.randomUUID(), validateSchema: false },
      ipAddress: { disableIpTracking: true },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: CODE_MINUTES * 60,
        allowedAttempts: CODE_TRIES,
        // A bare hash of six digits is undone in a millisecond by whoever reads the database.
        storeOTP: { hash: (code) => keyedHash(secret, `code:${code}`) },
        sendVerificationOTP: async () => {
          throw new Error('letters are sent by the route, after its answer')
        },
      }),
    ],
  })

export type Auth = ReturnType<typeof openAuth>
