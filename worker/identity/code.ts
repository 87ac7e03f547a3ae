import { sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { writeBatch } from '../db/writeBatch.ts'
import type { Auth } from './auth.ts'
import { CODE_MINUTES, CODE_TRIES } from './auth.ts'

/** A mailbox that is not its owner's fault must not be flooded, and guesses come five to a code. */
export const CODES_AN_HOUR = 5

const later = (now: string, minutes: number) =>
  new Date(Date.parse(now) + minutes * 60_000).toISOString()

interface Asked {
  email: string
  now: string
  /** An operator of this deployment. */
  isNamed: boolean
}

/**
 * Sign-up is by invitation only: an address is expected if it is a person's, if an invitation to it is
 * open, or if the deployment's own settings name it.
 */
const isExpected = ({ email, now, isNamed }: Asked) => sql`
  select ${isNamed ? 1 : 0} or exists (select 1 from person where email = ${email})
      or exists (select 1 from invitation where email = ${email} and accepted_at is null
                 and withdrawn_at is null and expires_at > ${now}) as expected`

/**
 * Makes a code for whatever address is asked for, expected or not, so that both cost the same round
 * trips and the answer tells nobody who is known. Answers the code if it may be sent, and null if it
 * must not: it then stands in the database like any other and nobody will ever read it.
 */
export async function newCode(home: Database, auth: Auth, asked: Asked): Promise<string | null> {
  const { email, now } = asked
  const [, , opened, expected] = await writeBatch(home, [
    sql`delete from code_gate where hour_ends_at <= ${now} and code_ends_at <= ${now}`,
    sql`delete from verification where expires_at <= ${now}`,
    sql`insert into code_gate (email, sent, hour_ends_at, tries, code_ends_at)
        values (${email}, 1, ${later(now, 60)}, 0, ${later(now, CODE_MINUTES)})
        on conflict (email) do update set
          sent = case when hour_ends_at <= ${now} then 1 else sent + 1 end,
          hour_ends_at = case when hour_ends_at <= ${now} then excluded.hour_ends_at
                         else hour_ends_at end,
          tries = 0, code_ends_at = excluded.code_ends_at
        where hour_ends_at <= ${now} or sent < ${CODES_AN_HOUR}
        returning sent`,
    isExpected(asked),
  ])
  if (opened?.length === 0) return null
  const code = await auth.api.createVerificationOTP({ body: { email, type: 'sign-in' } })
  return expected?.[0]?.expected === 1 ? code : null
}

/** Nobody's code: six digits never equal it, and comparing it costs what comparing any other does. */
const NO_CODE = ''

/**
 * The token of a new session, or null. better-auth takes the stored code out, compares, and puts it
 * back with its count raised when the guess was wrong; between the two another code may be asked for,
 * and its count begins again. So the guess is counted first, in one statement that the database runs
 * one at a time: however many arrive together, five are compared. Of two that are right, better-auth's
 * delete lets one find the code.
 */
export async function useCode(
  home: Database,
  auth: Auth,
  { code, ...asked }: Asked & { code: string },
): Promise<string | null> {
  const { email, now } = asked
  const [counted, expected] = await writeBatch(home, [
    sql`update code_gate set tries = tries + 1
        where email = ${email} and tries < ${CODE_TRIES} and code_ends_at > ${now}
        returning tries`,
    isExpected(asked),
  ])
  if (!counted?.length) return null
  const otp = expected?.[0]?.expected === 1 ? code : NO_CODE
  try {
    return (await auth.api.signInEmailOTP({ body: { email, otp } })).token
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}

/** better-auth says no by throwing, with the status a route would answer. */
const isRefusal = (error: unknown) =>
  error instanceof Error && 'statusCode' in error && Number(error.statusCode) < 500
