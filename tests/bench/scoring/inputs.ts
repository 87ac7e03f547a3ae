import type { Dice } from '../../../shared/scoring/numeric/dice.ts'

/** Random pieces that inputs are made of. */
export const whole = (dice: Dice, most: number) => Math.floor(dice() * (most + 1))
export const list = <T>(length: number, make: (at: number) => T): T[] =>
  Array.from({ length }, (_, at) => make(at))
export const pick = <T>(dice: Dice, of: readonly T[]): T => of[whole(dice, of.length - 1)] as T
export const maybe = <T>(dice: Dice, value: T): T | null => (dice() < 0.1 ? null : value)

/** Nineteen types by nine variables, as a partnership has them. */
export function matrixOf(dice: Dice, rows = 19, gaps = 0.05) {
  const variables = list(9, (at) => ({ id: `v${at}`, weight: 0.5 + whole(dice, 3) / 2 }))
  return {
    variables,
    rows: list(rows, (at) => ({
      id: `r${at}`,
      cells: Object.fromEntries(
        variables.map(({ id }) => [id, { score: dice() < gaps ? null : 1 + whole(dice, 8) / 2 }]),
      ),
      ...(dice() < 0.3
        ? { published: { total: 9 + whole(dice, 36), band: pick(dice, bands).id } }
        : {}),
    })),
    method: { minScore: 1, maxScore: 5, bands },
  }
}

export const bands = [
  { id: 'blue', from: 9 },
  { id: 'green', from: 15 },
  { id: 'yellow', from: 20 },
  { id: 'orange', from: 24 },
  { id: 'red', from: 26 },
]

/** Twenty types over the twelve months of a partnership's year; a few months may not be supplied. */
export const yearOf = (dice: Dice, types = 20, gaps = 0.02) => ({
  rows: list(types, (at) => {
    const mean = 2 + dice() * dice() * 400
    return { id: `t${at}`, counts: list(12, () => (dice() < gaps ? null : whole(dice, 2 * mean))) }
  }),
  months: list(
    12,
    (at) => `${at < 9 ? 2024 : 2025}-${String(((at + 3) % 12) + 1).padStart(2, '0')}`,
  ),
})
