import type { RunRule } from '../scoring/runRules.ts'
import type { ControlPoint } from './control.ts'

/** What each rule means, for a key beside the picture. */
export const ruleWords: Record<RunRule, string> = {
  'outside-limits': 'outside the limits',
  'seven-in-order': 'one of seven in a row that only rise or only fall',
  'two-of-three': 'two of three close to a limit',
  'seven-on-one-side': 'one of seven in a row on one side of the average',
}

const readings = { good: 'better', bad: 'worse', high: 'higher', low: 'lower' } as const

/** What the rules found, a sentence for each rule that some point hits: nothing found is said as well. */
export function sayRules(
  points: readonly Pick<ControlPoint, 'label' | 'value' | 'rules' | 'reading'>[],
): string[] {
  const hit = points.filter(({ rules }) => rules.length > 0)
  const known = points.filter(({ value }) => value !== null).length
  if (hit.length === 0)
    return known < 2 ? [] : ['Nothing stands out: these are the ups and downs that any count has.']
  const order = Object.keys(ruleWords) as RunRule[]
  return order.flatMap((rule) => {
    const its = hit.filter(({ rules }) => rules[0] === rule)
    const last = its.at(-1)
    if (!last?.reading) return []
    const than = readings[last.reading]
    const which =
      its.length === 1 ? last.label : `${its.length} points, the last of them ${last.label},`
    return [
      `${which} ${its.length === 1 ? 'is' : 'are'} ${ruleWords[rule]}: ${than} than chance explains.`,
    ]
  })
}
