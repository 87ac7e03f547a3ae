import type { Judged } from '$lib/indicators.ts'
import type { Tone } from '$lib/ui/tone.ts'

/** How a verdict looks and reads. */
export const verdictWords: Record<Judged['verdict']['rag'], { tone: Tone; label: string }> = {
  green: { tone: 'good', label: 'Met so far' },
  amber: { tone: 'warn', label: 'Close' },
  red: { tone: 'bad', label: 'Off target' },
  grey: { tone: 'none', label: 'Cannot be judged yet' },
}
export const noTarget: { tone: Tone; label: string } = { tone: 'none', label: 'No target' }

export const tagOf = ({ indicator, verdict }: Judged) =>
  indicator.rule ? verdictWords[verdict.rag] : noTarget
