import type { Figures } from '../figures/sum/sum.ts'
import { statuses } from '../plan/status.ts'

const of = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/**
 * The figures of a plan as they stand when a quarter is signed off, as text: they are kept with the
 * signature, and whatever is recorded afterwards changes nothing in them. `labelOf` names a target.
 */
export function sayFigures(
  { actions, targets, waiting }: Pick<Figures, 'actions' | 'targets' | 'waiting'>,
  labelOf: (indicatorId: string) => string,
  openRisks: number,
): string {
  const counts = statuses.flatMap((status) => {
    const { count } = actions.byStatus[status]
    return count > 0 ? `${count} ${status}` : []
  })
  const off = targets.byRag.red.behind.map(({ id }) => labelOf(id))
  const { green, amber, red, grey } = targets.byRag
  return [
    `${of(actions.all.count, 'action')}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}.`,
    `${actions.overdue.count} late, ${actions.offTrack.count} off track in all.`,
    targets.all.count > 0
      ? `${of(targets.all.count, 'target')}: ${green.count} on target, ${amber.count} close, ${red.count} off target, ${grey.count} too early to say.`
      : 'No targets.',
    ...(off.length > 0 ? [`Off target: ${off.join('; ')}.`] : []),
    `${of(waiting.barriers.count, 'open barrier')}, ${of(openRisks, 'open risk')}.`,
  ].join('\n')
}
