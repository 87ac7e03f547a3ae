/** Why something that needs the office did not happen: one word each, one sentence on the screen. */
export const troubles = {
  'no-signal': 'This needs signal, and there is none just now.',
  'too-many': 'Too many tries. Wait a minute, then try again.',
  unavailable: 'The office does not answer properly just now. Try again in a moment.',
  'signed-out': 'You have been signed out. Sign in again.',
  'second-factor': 'Your role needs a passkey.',
  'proof-needed': 'Sign in with your passkey or your Microsoft account first, then try again.',
  'not-found': 'It is not there any more.',
  'no-invitation':
    'This invitation cannot be used: it was used before, it is out of date, or it was sent to another address. Ask whoever invited you for a new one.',
  'has-access':
    'Somebody signs in as this member already. Take their access away first, or add a member.',
  exists: 'There is a partnership of that name in this deployment already.',
  'no-such-database': 'This deployment has no database of that name.',
  'wrong-code': 'That code does not fit. Check the digits, or send another.',
  'not-verified': 'The passkey was not accepted. Try again.',
  'event-over': 'This event is over, so there is nothing to open any more.',
  'last-passkey': 'This is your only passkey. Add another before you remove it.',
  'no-passkeys-here': 'This browser cannot use passkeys.',
  'passkey-known': 'This device already has a passkey for you here.',
  'not-done': 'Nothing was done: the question about the passkey was closed or took too long.',
  invalid: 'Something in it could not be understood.',
} as const
export type Trouble = keyof typeof troubles

export type Answer<T> = { ok: true; is: T } | { ok: false; why: Trouble }
export const no = (why: Trouble): { ok: false; why: Trouble } => ({ ok: false, why })

interface Reply {
  status: number
  json(): Promise<unknown>
}
type Ok<R> = R extends { status: 200; json(): Promise<infer T> } ? T : never

const TIMEOUT_MS = 20_000

/**
 * Asks the worker something that cannot wait in the outbox. A captive portal's page is no answer
 * either: only JSON counts.
 */
export async function ask<R extends Reply>(
  work: (options: { init: { signal: AbortSignal } }) => Promise<R>,
): Promise<Answer<Ok<R>>> {
  try {
    const response = await work({ init: { signal: AbortSignal.timeout(TIMEOUT_MS) } })
    const body = await response.json()
    return response.status === 200 ? { ok: true, is: body as Ok<R> } : no(troubleIn(body))
  } catch {
    return no('no-signal')
  }
}

/** Why it was not done, in a sentence; empty when it was. */
export const sayAnswer = (answer: Answer<unknown>): string =>
  answer.ok ? '' : troubles[answer.why]

/** The worker names each refusal with a word of ours. */
function troubleIn(body: unknown): Trouble {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : ''
  return typeof error === 'string' && Object.hasOwn(troubles, error)
    ? (error as Trouble)
    : 'unavailable'
}
