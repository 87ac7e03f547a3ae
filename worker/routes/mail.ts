import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Env } from '../environment.ts'
import { oneLetter } from '../mail/mailer.ts'
import type { Letter, Mailer } from '../mail/mailer.ts'

const KEPT = 100

interface Kept extends Letter {
  at: string
}

/**
 * The letters of this run of the local worker, newest first, in place of a mail service. A developer
 * reads them at /dev/mail, a test at /dev/mail.json. Gone when the worker stops.
 */
const letters: Kept[] = []

export const mailbox: Mailer = {
  async send(letter) {
    letters.unshift({ ...oneLetter(letter), at: new Date().toISOString() })
    letters.splice(KEPT)
  },
}

export const mail = new Hono<Env>()
  .get('/dev/mail.json', (c) => c.json(letters, 200, { 'Cache-Control': 'no-store' }))
  .get('/dev/mail', (c) => {
    const { origin } = new URL(c.req.url)
    const nonce = crypto.randomUUID()
    c.header('Cache-Control', 'no-store')
    c.header(
      'Content-Security-Policy',
      `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    return c.html(
      html`<!doctype html>
        <html lang="en-GB">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width" />
            <title>Letters sent here</title>
            <style nonce="${nonce}">
              body {
                font:
                  1.1rem/1.5 system-ui,
                  sans-serif;
                max-width: 44rem;
                margin: 2rem auto;
                padding: 0 1rem;
              }
              article {
                border-top: 1px solid;
              }
              pre {
                font: inherit;
                white-space: pre-wrap;
                overflow-wrap: anywhere;
              }
            </style>
          </head>
          <body>
            <h1>Letters sent here</h1>
            <p>
              Nothing leaves this machine. Reload to see what has come.
              <a href="/dev/reminders">Write the letters of reminders now</a>, for whoever asked for
              them under Your account.
            </p>
            ${letters.map(
              ({ to, subject, text, at }) =>
                html`<article>
                  <h2>${subject}</h2>
                  <p>To ${to}, <time>${at}</time></p>
                  <pre>${text.split('\n').map((line) => [linked(line, origin), '\n'])}</pre>
                </article>`,
            )}
          </body>
        </html>`,
      200,
    )
  })

/** A line that is a link into this very site can be followed; any other stays text. */
const linked = (line: string, origin: string) =>
  line.startsWith(`${origin}/`) ? html`<a href="${line}">${line}</a>` : line
