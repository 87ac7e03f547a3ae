import type { Status } from '../../../shared/plan/update.ts'
import type { Result } from '../../../shared/sync/protocol.ts'
import type { Tone } from './ui/tone.ts'

/** How the words of the protocol and the plan look and read on the screen. */
export const statusTone: Record<Status, Tone> = {
  'not started': 'none',
  'on track': 'good',
  'at risk': 'warn',
  blocked: 'bad',
  completed: 'done',
  ongoing: 'info',
  withdrawn: 'none',
}

export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

export const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`

const refusals: Record<NonNullable<Result['reason']>, string> = {
  invalid: 'Something in it could not be understood.',
  'unknown-kind': 'The office runs an older version that does not know this kind of entry.',
  forbidden: 'Your role may not make this change.',
  dependency: 'What it belongs to is not there, or was refused before it.',
  exists: 'There is an entry with this name already, and it says something else.',
  deleted: 'It was taken out by somebody else meanwhile.',
  'append-only': 'An entry in the log is not changed; record a correction instead.',
  'too-large': 'It is too long to be kept.',
  'too-new': 'The office runs an older version than this phone.',
  'personal-data':
    'It holds what looks like a resident’s details. Change the words, or say why they have to stand there.',
}

export const sayRefusal = ({ reason }: Result) =>
  reason ? refusals[reason] : 'It was refused without a reason.'
