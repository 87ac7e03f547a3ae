import type { Office } from '../sync/office.ts'

/** The cookies a browser would keep from an answer, as it would send them. */
export const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ')

/** The six digits of the last letter to an address. */
export function codeFor(office: Office, email: string): string {
  const letter = office.letters.findLast(({ to }) => to === email)
  const code = /^\d{6}$/m.exec(letter?.text ?? '')?.[0]
  if (!code) throw new Error(`no code went to ${email}`)
  return code
}

/** The token in the last invitation to an address. */
export function invitationFor(office: Office, email: string): string {
  const letter = office.letters.findLast(
    ({ to, text }) => to === email && text.includes('#invitation='),
  )
  const token = /#invitation=([0-9a-f]{64})/.exec(letter?.text ?? '')?.[1]
  if (!token) throw new Error(`no invitation went to ${email}`)
  return token
}

/** Signs a person in by code, through the routes; answers their cookie. */
export async function personWithCode(office: Office, email: string): Promise<string> {
  await office.post('/api/sign-in/code', { email })
  const code = codeFor(office, email)
  const answer = await office.post('/api/sign-in/verify', { email, code })
  if (answer.status !== 200) throw new Error(`${email} did not get in: ${answer.status}`)
  return cookiesOf(answer)
}

/** As if this person's browser had shown a passkey. */
export const provePasskey = (office: Office) =>
  office.d1.sqlite.exec(`update person_session set proof = 'passkey'`)
