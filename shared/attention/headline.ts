import { sayInstant } from '../words/dates.ts'
import { sayLapse } from '../words/lapse.ts'

/** What a phone knows of its own sync. */
export interface Situation {
  /** Not answered by the office yet. */
  waiting: number
  /** Photos whose entries are with the office, or wait with it, and whose bytes are still here. */
  photos?: number
  /** Answered, and their effect not pulled yet. */
  arriving: number
  /** Refused, damaged, or two people's words side by side. */
  needsYou: number
  /** When the oldest unanswered entry was saved. */
  oldestAt: string | null
  contactAt: string | null
  /** What the last try came to. */
  contact:
    'none' | 'ok' | 'unreachable' | 'too-old' | 'signed-out' | 'other-member' | 'second-factor'
  isSyncing: boolean
  /** The office answers, and all the same the oldest entry does not go. */
  isStuck: boolean
}

export interface Headline {
  tone: 'good' | 'info' | 'warn' | 'bad'
  title: string
  text: string
}

const entries = (count: number) =>
  count === 1 ? '1 entry' : `${count.toLocaleString('en-GB')} entries`
const are = (count: number) => (count === 1 ? 'is' : 'are')

/** How sync stands, in one sentence and what follows from it: the worst news first. */
export function headline(it: Situation, now: Date, today: string): Headline {
  const { waiting, needsYou, contact, contactAt } = it
  const kept =
    waiting > 0
      ? `${entries(waiting)} ${are(waiting)} kept on this phone and sent as soon as you have.`
      : 'Nothing waits to be sent. What you record meanwhile is kept on this phone.'
  if (contact === 'signed-out' || contact === 'other-member' || contact === 'second-factor') {
    return { tone: 'warn', title: 'Sign in again', text: kept }
  }
  if (it.isStuck && it.oldestAt) {
    const lapse = sayLapse(it.oldestAt, now)
    return {
      tone: 'bad',
      title: `The office answers, but ${entries(waiting)} ${waiting === 1 ? 'has' : 'have'} not gone for ${lapse}`,
      text: 'Press Send now. If they stay, export what is unsent and give it to your manager: nothing is lost meanwhile.',
    }
  }
  if (contact === 'too-old') {
    return {
      tone: 'warn',
      title: 'This Patchwork is too old to show news',
      text: 'What you record is still sent. Close every Patchwork window and open it again to bring the new one.',
    }
  }
  if (waiting > 0) return onTheWay(it)
  const { photos = 0 } = it
  if (needsYou === 0 && photos > 0) return photosOnTheWay(photos, contact)
  if (needsYou > 0) {
    return {
      tone: 'warn',
      title: needsYou === 1 ? '1 thing needs you' : `${needsYou} things need you`,
      text: 'Everything else you recorded has been sent.',
    }
  }
  if (contactAt === null) {
    return {
      tone: 'info',
      title: 'Not in touch yet',
      text: 'Patchwork needs signal once to fetch your patch. You can record already: it is kept on this phone.',
    }
  }
  const since = sayInstant(contactAt, today)
  if (contact === 'unreachable') {
    return {
      tone: 'info',
      title: 'Nothing waits to be sent',
      text: `No signal, or the office does not answer just now. You see how things stood at ${since}.`,
    }
  }
  return {
    tone: 'good',
    title: 'Nothing waits to be sent',
    text: `The office has everything you recorded on this phone. Last in touch ${since}.`,
  }
}

function photosOnTheWay(photos: number, contact: Situation['contact']): Headline {
  const some = photos === 1 ? '1 photo' : `${photos.toLocaleString('en-GB')} photos`
  return contact === 'unreachable'
    ? {
        tone: 'warn',
        title: `No signal: ${some} kept on this phone`,
        text: 'Your entries have been sent. Their photos follow by themselves as soon as the office answers.',
      }
    : {
        tone: 'info',
        title: `Sending ${some}`,
        text: 'Your entries have been sent. You can go on working: what has not gone stays on this phone.',
      }
}

function onTheWay({ waiting, contact, isSyncing }: Situation): Headline {
  if (isSyncing) {
    return {
      tone: 'info',
      title: `Sending ${entries(waiting)}`,
      text: 'You can go on working, or close Patchwork: what has not gone stays on this phone.',
    }
  }
  if (contact === 'unreachable') {
    return {
      tone: 'warn',
      title: `No signal: ${entries(waiting)} kept on this phone`,
      text: 'They go by themselves as soon as the office answers. Nothing is lost if you close Patchwork.',
    }
  }
  return {
    tone: 'warn',
    title: `${entries(waiting)} to send`,
    text: 'They go by themselves in a moment.',
  }
}
