/** What was typed into a cell: a value, null for an emptied cell, or why it is neither. */
export type ValueRead =
  { value: number | null; problem?: never } | { value?: never; problem: string }

/** What a cell may hold. */
export interface ValueRule {
  min: number
  max: number
  /** Counts are whole; scores need not be. */
  isWhole?: boolean
}

/** How people write "nothing here" in a spreadsheet. A dash is not a zero. */
const nothing = new Set(['', '-', '–', '—', 'n/a', 'na', 'null', 'no score'])

/** 1,234 or 1234 or 4.5; a thousands comma only where it can be one, so "4,5" is no four thousand. */
const number = /^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$/

/** Reads one cell as it was typed or pasted. Nothing is guessed: what is unclear is said. */
export function readValue(typed: string, { min, max, isWhole = false }: ValueRule): ValueRead {
  const text = typed.replaceAll(' ', ' ').trim()
  if (nothing.has(text.toLowerCase())) return { value: null }
  if (!/\d/.test(text) || !number.test(text)) return { problem: `“${short(text)}” is not a number` }
  const value = Number(text.replaceAll(',', ''))
  if (isWhole && !Number.isInteger(value)) return { problem: `${text} is not a whole number` }
  if (value < min) return { problem: min === 0 ? `${text} is negative` : outside(text, min, max) }
  if (value > max) return { problem: outside(text, min, max) }
  return { value: value + 0 }
}

const outside = (text: string, min: number, max: number) => `${text} is outside ${min} to ${max}`
const short = (text: string) => (text.length > 20 ? `${text.slice(0, 20)}…` : text)
