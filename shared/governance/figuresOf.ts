import { isOffTrack } from '../plan/standing.ts'
import type { Standing } from '../plan/standing.ts'
import { statuses } from '../plan/status.ts'

export interface Figures {
  /** How each action stands. */
  standings: readonly Standing[]
  /** Each target by name, and the colour it is judged at. */
  targets: readonly { label: string; rag: 'green' | 'amber' | 'red' | 'grey' }[]
  openBarriers: number
  openRisks: number
}

const of = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/**
 * The figures of a plan as they stand when a quarter is signed off, as text: they are kept with the
 * signature, and whatever is recorded afterwards changes nothing in them.
 */
export function figuresOf({ standings, targets, openBarriers, openRisks }: Figures): string {
  const counts = statuses.flatMap((status) => {
    const count = standings.filter((it) => it.status === status).length
    return count > 0 ? `${count} ${status}` : []
  })
  const late = standings.filter(({ daysLate }) => daysLate > 0).length
  const off = targets.filter(({ rag }) => rag === 'red').map(({ label }) => label)
  const by = (rag: string) => targets.filter((it) => it.rag === rag).length
  return [
    `${of(standings.length, 'action')}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}.`,
    `${late} late, ${standings.filter(isOffTrack).length} off track in all.`,
    targets.length > 0
      ? `${of(targets.length, 'target')}: ${by('green')} on target, ${by('amber')} close, ${by('red')} off target, ${by('grey')} too early to say.`
      : 'No targets.',
    ...(off.length > 0 ? [`Off target: ${off.join('; ')}.`] : []),
    `${of(openBarriers, 'open barrier')}, ${of(openRisks, 'open risk')}.`,
  ].join('\n')
}
