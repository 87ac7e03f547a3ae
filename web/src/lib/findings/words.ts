import type { Step } from '../../../../shared/finding/findingStep.ts'
import type { Tone } from '../ui/tone.ts'
import { capital } from '../words.ts'

const tones: Record<Step, Tone> = {
  told: 'info',
  accepted: 'info',
  'in hand': 'info',
  'put right': 'done',
  'nothing to be done': 'none',
  'seen again': 'warn',
}

/** How a finding stands, as a tag. */
export const stepWords = (step: Step | null): { tone: Tone; label: string } =>
  step ? { tone: tones[step], label: capital(step) } : { tone: 'warn', label: 'New' }
