import type { Mark } from '../../../../../../shared/figures/show/held.ts'
import type { Slide, TargetLine } from '../../../../../../shared/figures/show/slides.ts'
import type { Tone } from '$lib/ui/tone.ts'
import { plural } from '$lib/words.ts'

/** What a room reads, in words. */

export interface Going {
  arrow: '↑' | '↓' | ''
  words: string
  tone: Tone
}

/** Where a figure goes: the arrow is the figure's own, the colour and the word are what the plan hopes for. */
export function sayGoing({ direction, travel }: Pick<TargetLine, 'direction' | 'travel'>): Going {
  if (direction === null) return { arrow: '', words: 'Too early to say', tone: 'none' }
  if (direction === 'no-clear-change') return { arrow: '', words: 'No clear change', tone: 'none' }
  const arrow = direction === 'up' ? '↑' : '↓'
  const way = direction === 'up' ? 'More than before' : 'Fewer than before'
  if (travel === 'better') return { arrow, words: `Better: ${way.toLowerCase()}`, tone: 'good' }
  if (travel === 'worse') return { arrow, words: `Worse: ${way.toLowerCase()}`, tone: 'bad' }
  return { arrow, words: way, tone: 'none' }
}

export const sayMark = (mark: Mark, gone: string) =>
  mark === 'gone' ? gone : mark === 'new' ? 'New' : 'Changed'

/** "12 actions, 3 off track, 2 completed." */
export function sayActions({ actions, completed, off }: Slide): string {
  const parts = [
    plural(actions, 'action'),
    off.length > 0 && `${off.length} off track`,
    completed > 0 && `${completed} completed`,
  ]
  return parts.filter(Boolean).join(', ')
}
