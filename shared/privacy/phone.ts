import { before, ends, lastPart, seek, spanOf } from './seek.ts'
import type { Finder, Fit } from './seek.ts'

/**
 * Numbers a person answers: geographic (01, 02) and mobile (07), as Ofcom's National Telephone
 * Numbering Plan has them, and any number with a foreign country code. Left alone: 03 (public
 * bodies), 0800, 0808, 084 and 09, and short numbers such as 101 or 116 123.
 */
const gap = '[ \\n]?[().-]?[ \\n]?'
const digits = (count: string) => `(?:${gap}\\d){${count}}`
const international = `(?:\\+|\\b00)${gap}44${gap}(?:\\(?0\\)?${gap})?`
const national = `(?:(?:7${gap}[0-9]|2${gap}[03489])${digits('8')}|1${gap}[1-9]${digits('8')}|1${gap}[1-9]${digits('7')})`
const british = new RegExp(`(?:${international}|\\b44 ?|\\(?\\b0${gap})${national}(?!\\d)`, 'g')
const noZero = /\b7[1-9]\d{2} ?\d{3} ?\d{3}(?!\d)/g
const foreign = new RegExp(`\\+(?!${gap}44)[1-9]${digits('9,13')}(?!\\d)`, 'g')
const local = new RegExp(
  `\\b(?:tel|tele|telephone|phone|ph|mob|mobile|landline)(?: ?(?:no|num|number))?[ .:#-]{0,3}(\\d{3}[ -]?\\d{3,4}|\\d{4}[ -]?\\d{3,4})${ends}`,
  'giu',
)

export const findPhones: Finder = (plain) => [
  ...seek(british, plain, (fit) => judge(plain, fit)),
  ...seek(noZero, plain, (fit) => judge(plain, fit)),
  ...seek(foreign, plain, (fit) => judge(plain, fit)),
  ...seek(local, plain, (fit) =>
    /^(?:116|0?[38]00|0?808)/.test(fit.parts[0]) ? null : lastPart(fit),
  ),
]

/** The middle of a date, a reference or a decimal also has digits with points and dashes between. */
const inFigure = /\d[./:,-]$|[\p{L}\d/][-/]?$|£$/u
const startsAsDate = /^\(?\d{1,2}([-.])\d{1,2}\1(?:\d\d){1,2}(?!\d)/
const startsAsTimes = /^[01]\d[0-5][05][ -]{1,3}[012]\d[0-5][05](?!\d)/

function judge(plain: string, fit: Fit) {
  const groups = fit.whole.match(/\d+/g)?.length ?? 0
  if (groups > 7 || startsAsDate.test(fit.whole) || startsAsTimes.test(fit.whole)) return null
  if (inFigure.test(before(plain, fit.from, 2)) && !/^\+/.test(fit.whole)) return null
  return spanOf(fit)
}
