import type { Bindings } from '../environment.ts'

export interface Letter {
  to: string
  subject: string
  /** Plain text. Nothing here writes HTML to anybody. */
  text: string
}

export interface Mailer {
  send(letter: Letter): Promise<void>
}

/** Cloudflare's own mail service, which puts the letter together from its parts. */
export const cloudflareMailer = ({ MAIL, MAIL_FROM }: Bindings): Mailer => ({
  async send(letter) {
    if (!MAIL || !MAIL_FROM)
      throw new Error('MAIL or MAIL_FROM is not set, so no letter can be sent')
    const { to, subject, text } = oneLetter(letter)
    await MAIL.send({ from: { name: 'Patchwork', email: MAIL_FROM }, to, subject, text })
  },
})

export const mailerOf = (env: Bindings): Mailer => env.mailer ?? cloudflareMailer(env)

/**
 * A line break in a header begins another header, and a comma in an address another recipient. Letters
 * have neither by the time they come here; this is the lock behind that door.
 */
export function oneLetter(letter: Letter): Letter {
  if (/\p{C}/u.test(letter.subject))
    throw new Error('the subject of a letter holds a control character')
  if (!/^[^\p{C}\s,;:<>"()[\]\\@]+@[^\p{C}\s,;:<>"()[\]\\@]+$/u.test(letter.to))
    throw new Error('the address of a letter is not one address')
  return letter
}
