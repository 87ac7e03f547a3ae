import { sayValue } from '../indicator/words.ts'
import { trend } from '../scoring/index.ts'
import type { XmrChart } from '../scoring/xmr.ts'
import type { ControlPoint, Shown } from './control.ts'
import { sayRules } from './rules.ts'

/** One moving range out of two figures is no measure of ordinary ups and downs: from six, limits are drawn, on trial. */
export const enough = 6

/** One sentence: what the picture shows, and whether it is more than chance. */
export function sentenceOf(indicator: Shown, points: readonly ControlPoint[]): string {
  const known = points.filter((it) => it.value !== null)
  const [first, last] = [known[0], known.at(-1)]
  const say = (value: number) => sayValue(value, indicator)
  const name = indicator.label
  if (!first || !last || first.value === null || last.value === null)
    return `${name}: no figure to draw yet.`
  if (known.length === 1) return `${name}: one figure, ${say(last.value)} in ${last.label}.`
  const way = last.value > first.value ? 'rose' : last.value < first.value ? 'fell' : null
  const moved = way
    ? `${way} from ${say(first.value)} in ${first.label} to ${say(last.value)} in ${last.label}`
    : `stood at ${say(last.value)} in ${first.label} and in ${last.label}`
  return `${name} ${moved}; ${whetherReal(points)}.`
}

/** Two points are never a trend; from eight on the test of Mann and Kendall says. */
function whetherReal(points: readonly ControlPoint[]): string {
  const { direction } = trend({ values: points.map(({ value }) => value) })
  const odd = points.filter(({ rules }) => rules.length > 0).length
  const besides =
    odd > 0 ? `, though ${odd === 1 ? 'one point stands out' : `${odd} points stand out`}` : ''
  if (direction === 'rising') return `over the whole time it is rising${besides}`
  if (direction === 'falling') return `over the whole time it is falling${besides}`
  if (direction === 'no-clear-trend')
    return `over the whole time there is no clear change${besides}`
  return `there are too few figures to call that a trend${besides}`
}

/** What the rules found, where ordinary ups and downs lie, and what is not on the line. */
export function notesOf(
  indicator: Shown,
  points: readonly ControlPoint[],
  chart: Pick<XmrChart, 'mean' | 'lower' | 'upper' | 'trial' | 'assurance'>,
  left: number,
) {
  const say = (value: number | null) =>
    value === null
      ? ''
      : sayValue(
          indicator.unit === 'count' ? Math.round(value) : Math.round(value * 10) / 10,
          indicator,
        )
  const known = points.filter(({ value }) => value !== null).length
  const notes = known < enough ? [] : sayRules(points)
  if (known > 1 && known < enough)
    notes.push('With fewer than six figures nobody can say what its ordinary ups and downs are.')
  if (chart.lower !== null && chart.upper !== null) {
    const low = indicator.unit === 'percent' ? chart.lower : Math.max(0, chart.lower)
    const sure = chart.trial ? ' With fewer than 13 figures these limits may still move.' : ''
    notes.push(
      `Ordinary ups and downs lie between ${say(low)} and ${say(chart.upper)}, around ${say(chart.mean)}.${sure}`,
    )
  }
  const asked = {
    'consistently-passing': 'Left as it is, it will go on meeting the target.',
    'consistently-failing':
      'Left as it is, it will go on missing the target: something has to change.',
    'hit-or-miss':
      'Left as it is, it will meet the target one time and miss it the next, by chance.',
  }
  if (chart.assurance) notes.push(asked[chart.assurance])
  if (left > 0)
    notes.push(
      `${left === 1 ? 'One figure covers' : `${left} figures cover`} another length of time: in the table, not on the line.`,
    )
  return notes
}
