import * as scoring from '../../../shared/scoring/index.ts'
import { diceFrom } from '../../../shared/scoring/numeric/dice.ts'
import type { Dice } from '../../../shared/scoring/numeric/dice.ts'
import { asks } from './asks.ts'
import { whole } from './inputs.ts'

/**
 * Random inputs to every scoring function, and what is answered, as text. One seed, one input: whoever
 * runs this with the same seeds must give the same bytes, in its answers and in what it refuses.
 */
export function answers(from: number, to: number): string {
  const lines: string[] = []
  for (let seed = from; seed < to; seed++) lines.push(answer(seed))
  return lines.join('\n')
}

function answer(seed: number): string {
  const dice = diceFrom(`input ${seed}`)
  const [name, inputOf] = asks[seed % asks.length] as (typeof asks)[number]
  // A copy: some inputs share their parts.
  const input = structuredClone(inputOf(dice, seed))
  if (dice() < SPOILT) spoil(input, dice)
  const ask = scoring[name] as (...given: unknown[]) => unknown
  try {
    return `${seed} ${name} ${JSON.stringify(ask(...(Array.isArray(input) ? input : [input])))}`
  } catch (error) {
    if (!(error instanceof scoring.ScoringError)) throw error
    return `${seed} ${name} refused ${error.message}`
  }
}

/** The part of the inputs that has something wrong in it. */
const SPOILT = 0.05

/** Puts something wrong in the place of one number. */
function spoil(input: unknown, dice: Dice) {
  const places: [of: Record<string, unknown>, key: string][] = []
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'number') places.push([value as Record<string, unknown>, key])
      else walk(inner)
    }
  }
  walk(input)
  const [of, key] = places[whole(dice, places.length - 1)] ?? []
  if (of && key !== undefined) of[key] = [-1, 1.5, 1e300, 'many'][whole(dice, 3)]
}

/** The functions that were asked, for whoever counts them. */
export const functions = asks.map(([name]) => name)
