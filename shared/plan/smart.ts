import type { Action } from './action.ts'
import type { Milestone } from './milestone.ts'
import type { Timescale } from './timescale.ts'

/** What an action may still lack, in the order of the letters. */
export const smartWords = [
  'specific',
  'measurable',
  'achievable',
  'relevant',
  'time-bound',
] as const
export type SmartWord = (typeof smartWords)[number]

export interface Lack {
  of: SmartWord
  /** A sentence that says what would mend it. */
  text: string
}

/** What an action is judged with. `owners` are those of its owners that are known, with whether they have left. */
export interface SmartContext {
  owners: readonly { id: string; name: string; hasLeft: boolean }[]
  milestones: readonly Pick<Milestone, 'timescale'>[]
  /** The priority it stands under, when that is there. */
  priority: { title: string } | undefined
  /** What is to be asked about its timescale, if anything. */
  question?: string | undefined
}

/** These begin something and never end it: an outcome has to say what there will be. */
const OPEN_VERBS =
  /^(?:continue|explore|consider|support|promote|encourage|look into|work with|raise)\b/i
const FEW_WORDS = 4

const hasWords = (text: string | null | undefined) => (text ?? '').trim() !== ''
const isDated = ({ means }: Timescale) => means !== 'none'

/**
 * The SMART check: which of specific, measurable, achievable (an owner who accepted), relevant (tied to a
 * priority) and time-bound an action still lacks. It says and never blocks.
 */
export const smartCheck = (action: Action, context: SmartContext): Lack[] => [
  ...say('specific', specific(action, context)),
  ...say('measurable', measurable(action)),
  ...say('achievable', achievable(action, context)),
  ...say('relevant', context.priority ? null : 'It stands under no priority of this plan.'),
  ...say('time-bound', timeBound(action, context)),
]

const say = (of: SmartWord, text: string | null): Lack[] => (text ? [{ of, text }] : [])

function specific(action: Action, { milestones }: SmartContext): string | null {
  if (action.text.trim().split(/\s+/).length < FEW_WORDS)
    return 'Say in a few more words what will be done.'
  if (!action.leadAgencyId) return 'Say which agency leads.'
  if (!hasWords(action.how) && milestones.length === 0)
    return 'Say how it will be done, or add a milestone.'
  if (OPEN_VERBS.test(action.text) && !hasWords(action.desiredOutcome))
    return `It begins with “${OPEN_VERBS.exec(action.text)?.[0]}”: say what there will be when it is done.`
  return null
}

function measurable({ target, evidence, reachTarget }: Action): string | null {
  if (reachTarget || /\d/.test(target ?? '')) return null
  if (hasWords(target) && hasWords(evidence)) return null
  if (hasWords(target)) return 'Say what evidence will show that the target is met.'
  if (hasWords(evidence)) return 'Say what figure or result the evidence should show.'
  return 'Say how anybody will know that it is done: a target with its evidence, or people to reach.'
}

function achievable(action: Action, { owners }: SmartContext): string | null {
  const here = owners.filter(({ hasLeft }) => !hasLeft)
  if (action.ownerIds.length === 0) return 'Choose an owner.'
  if (here.length === 0)
    return `Choose another owner: ${owners.map(({ name }) => name).join(', ') || 'its owner'} has left.`
  const accepted = action.acceptedByIds ?? []
  if (here.some(({ id }) => accepted.includes(id))) return null
  const names = here.map(({ name }) => name).join(' or ')
  return `${names} has not yet said that they will do it.`
}

function timeBound({ timescale }: Action, { milestones, question }: SmartContext): string | null {
  if (question) return question
  if (isDated(timescale) || milestones.some((it) => isDated(it.timescale))) return null
  const words = timescale.words.trim()
  if (words === '') return 'Say by when.'
  return `“${words}” is no date: say by when, or how often it is looked at.`
}
