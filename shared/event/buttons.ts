import type { EventKind, KitLine } from './event.ts'
import type { OutreachKind } from './outreach.ts'

/** One big button of the log: a tap is one entry of this kind. */
export interface LogButton {
  /** Unique among the buttons of an event. */
  id: string
  kind: OutreachKind
  label: string
  what?: string
}

const doors: LogButton[] = [
  { id: 'contact', kind: 'contact made', label: 'Contact made' },
  { id: 'none', kind: 'no answer', label: 'No answer' },
]
const advice: LogButton = { id: 'advice', kind: 'advice given', label: 'Advice given' }

/** What a button's figure counts: entries of its kind, and of its thing where it names one. */
export const isOf = (
  button: LogButton,
  entry: { kind: string; what?: string | null | undefined },
) => button.kind === entry.kind && (!button.what || button.what === entry.what)

/** Kinds of event at which people are met at their doors. */
const atDoors: readonly EventKind[] = ['Cleansweep', 'joint patrol', 'roadshow']

/** The options a driver who is stopped may take, as the road safety operations of the plans offer them. */
export const drivingOptions = ['advice', 'course', 'fixed penalty', 'reported'] as const

/**
 * The buttons that count at one tap, in the order of the hand. What is given out has a button for each
 * line of the kit. Referrals, headcounts and vehicles ask one thing first, so they are not here.
 */
export function buttonsFor(kind: EventKind, kit: Readonly<Record<string, KitLine>>): LogButton[] {
  const items = Object.entries(kit)
    .filter(([, { isGiven }]) => isGiven)
    .sort(([, a], [, b]) => a.order - b.order)
    .map(([id, { what }]): LogButton => ({ id, kind: 'item issued', label: `${what} given`, what }))
  return [...(atDoors.includes(kind) ? doors : [doors[0] as LogButton]), ...items, advice]
}

/** Headcounts people are likely to want first, by the sort of day. */
export const audiencesFor = (kind: EventKind): string[] =>
  kind === 'Safety in Action'
    ? ['Year 6 pupils', 'Teachers', 'Parents and carers']
    : ['Residents', 'Young people', 'Parents and carers', 'Older people']
