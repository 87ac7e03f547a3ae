import type { PlanLife, Step } from '../../../../shared/governance/planLife.ts'
import type { RowChange } from '../../../../shared/governance/changesSince.ts'
import { sayInstant } from '../../../../shared/words/dates.ts'
import { naming } from '../fieldWords.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'
import type { Tone } from '../ui/tone.ts'

/** How the life of a plan reads on the screen. */

export const whoDid = (shell: Shell, { byId }: Pick<Step, 'byId'>): string =>
  byId === shell.me.memberId
    ? 'You'
    : (shell.one('member', byId)?.name ?? 'Somebody no longer here')

export const whenDone = (shell: Shell, { recordedAt }: Pick<Step, 'recordedAt'>): string =>
  sayInstant(recordedAt, shell.today)

/** "CSP manager and you"; within a sentence, "you and Board chair". */
export function allWho(shell: Shell, steps: readonly Step[], isWithin = false): string {
  const names = [...new Set(steps.map((step) => whoDid(shell, step)))].map((name, at) =>
    name === 'You' && (isWithin || at > 0) ? 'you' : name,
  )
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

export const stepWords: Record<Step['step'], string> = {
  submitted: 'handed it in',
  returned: 'sent it back',
  approved: 'approved it',
  'signed off': 'signed the quarter off',
  'rolled forward': 'rolled it forward',
}

/** Where a plan stands, in a tag. */
export function sayLife(plan: RowOf<'plan'>, life: PlanLife): { tone: Tone; label: string } {
  if (plan.state === 'archived') return { tone: 'none', label: 'A past year' }
  if (life.approved && life.waiting) return { tone: 'warn', label: 'Approved, changes handed in' }
  if (life.waiting) return { tone: 'warn', label: 'Waits for approval' }
  if (life.approved) return { tone: 'good', label: 'Approved' }
  if (life.rounds[0]?.outcome === 'returned') return { tone: 'warn', label: 'Sent back' }
  return plan.state === 'approved'
    ? { tone: 'good', label: 'Approved elsewhere' }
    : { tone: 'none', label: 'Draft' }
}

/** A changed row by the name people know it by: as it stands, or as it was approved. */
export function nameChanged(shell: Shell, { kind, before, after, is }: RowChange): string {
  const row = is === 'gone' ? before : after
  if (kind === 'action') return `${String(row.ref)} ${String(row.text)}`
  return typeof row.text === 'string' ? row.text : naming(shell, row)
}
