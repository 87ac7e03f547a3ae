import type { Status } from '../../../shared/plan/update.ts'
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

export { capital } from '../../../shared/words/capital.ts'

export const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
