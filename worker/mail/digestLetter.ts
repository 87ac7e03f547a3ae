import { whys } from '../../shared/reminders/reminder.ts'
import type { Reminder } from '../../shared/reminders/reminder.ts'
import { headings, sayCounts, sayWhy } from '../../shared/reminders/words.ts'
import { inert } from './letters.ts'
import type { Written } from './letters.ts'

export interface Digest {
  /** The partnership's name, as somebody typed it. */
  partnership: string
  reminders: readonly Reminder[]
  /** A date in the United Kingdom. */
  today: string
  /** The site: `https://patchwork.example`. */
  origin: string
  /** Stops these letters without signing in. */
  stopToken: string
}

/** More than that nobody reads in a letter; the list is in the app. */
const MOST_LINES = 30

/**
 * What waits for somebody, by reason. The subject has counts alone, because it shows on a locked phone. Of
 * what is marked or shared with a group alone, the letter says that it is there: mail goes through others'
 * hands and stays in a mailbox.
 */
export function digestLetter({
  partnership,
  reminders,
  today,
  origin,
  stopToken,
}: Digest): Written {
  const name = inert(partnership) || 'your partnership'
  const shown = reminders.slice(0, MOST_LINES)
  const left = reminders.length - shown.length
  const sections = whys.flatMap((why) => {
    const lines = shown.filter((it) => it.why === why).map((it) => `- ${lineOf(it, today)}`)
    return lines.length > 0 ? [[headings[why], ...lines].join('\n')] : []
  })
  return {
    subject: `Patchwork: ${sayCounts(reminders, today)}`,
    text: `Hello,

This waits for you at ${name}.

${sections.join('\n\n')}
${left > 0 ? `\n… and ${left} more.\n` : ''}
Open Patchwork:

${origin}/patch

You asked for these letters. How often they come, and how else you are reminded, is under Your account.
To stop them without signing in, open this:

${origin}/reminders#stop=${stopToken}
`,
  }
}

const lineOf = (it: Reminder, today: string): string => {
  const when = sayWhy(it, today)
  if (it.isSensitive) return `Something marked or restricted, which only Patchwork shows: ${when}`
  const what = [isRef(it.ref) ? it.ref : inert(it.ref), inert(it.text)].filter(Boolean).join(' ')
  return `${what}: ${when}`
}

/** As printed in plans: 1.4, V.5, ASB 2.3. No mail program makes a link of that. */
const isRef = (ref: string) => /^[A-Za-z0-9 ]{1,6}(\.\d{1,3}){0,3}$/.test(ref)
