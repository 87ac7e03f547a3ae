/** What Patchwork writes to people: plain words, no markup, nothing to click but one link of its own. */
export type Written = { subject: string; text: string }

export const codeLetter = (code: string): Written => ({
  // Not the code: a subject shows on a locked phone.
  subject: 'Your code for Patchwork',
  text: `Hello,

Your code for Patchwork is

${code}

Type it on the page where you asked for it. It works once, and for ten minutes.

If you did not ask for a code, somebody has probably mistyped their own address. There is nothing you
need to do: without the code nobody gets in. Nobody from Patchwork will ever ask you for it.
`,
})

export interface Invitation {
  /** The partnership's name, as somebody typed it. */
  partnership: string
  /** The role of whoever invites, in a word or two. */
  inviter?: string
  link: string
  /** An instant in UTC. */
  expiresAt: string
}

export const invitationLetter = ({
  partnership,
  inviter,
  link,
  expiresAt,
}: Invitation): Written => {
  const name = inert(partnership) || 'a Community Safety Partnership'
  const from = inert(inviter ?? '') ? `The ${inert(inviter ?? '')} of ${name}` : name
  return {
    subject: `Your invitation to ${name}`,
    text: `Hello,

${from} invites you to work with them in Patchwork, where the partnership keeps its action plan.

Open this link and sign in with this e-mail address:

${link}

The link works once, until ${dayInUk(expiresAt)}.

If you did not expect this, you can leave it unanswered: nothing happens until the link is used.
`,
  }
}

const LONGEST_NAME = 80

/**
 * A name that somebody typed, as it may stand in a letter under our own address: on one line, without
 * characters that are not seen or that turn the text around, short, and with nothing in it that a
 * mail program would make into a link.
 */
export function inert(name: string): string {
  const shown = name
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replace(/[/\\@<>]/g, ' ')
    .replace(/\.(?=\S)/g, '. ')
    .replace(/ +/g, ' ')
    .trim()
  const letters = Array.from(shown)
  return letters.length <= LONGEST_NAME
    ? shown
    : `${letters.slice(0, LONGEST_NAME).join('').trim()}…`
}

const dayInUk = (instant: string) =>
  new Date(instant).toLocaleDateString('en-GB', {
    timeZone: 'Europe/London',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
