import type { Unit } from './indicator.ts'

/** What somebody typed for a value: a number, a word for why there is none, or a question back to them. */
export type ValueRead =
  | { is: 'nothing' }
  | { is: 'value'; value: number; provisional: boolean }
  | { is: 'missing'; missing: 'unavailable' | 'to-be-confirmed' }
  | Question

export interface Question {
  is: 'question'
  ask: string
  /** What may have been meant, as it would be typed. */
  choices: string[]
}

const unavailable = /^(u\/?a|n\/?a|n\.a\.?|not available|not applicable|unavailable|not known)$/i
const toBeConfirmed =
  /^(t\.?b\.?c\.?|tba|to be confirmed|to follow|awaited|awaiting|pending|due later)$/i
/** Words that say zero and nothing else. */
const zero = /^(nil|nil return|zero)$/i
/** Some write these for zero and some for "not known". */
const either = /^([-–—−]+|none|\.+|x|\*)$/i
const provisionalBefore = /^(?:provisional(?:ly)?|prov\.?)[\s:]+/i
const provisionalAfter = /\s*(?:\((?:p|prov\.?|provisional)\)|\s(?:p|prov\.?|provisional))$/i

/**
 * Reads what was typed for one period. "1,234", "12.5%", "£3,200", "1 234" and "provisional 41" are values;
 * "U/A" and "TBC" say why there is none, which is never zero. What can be read two ways is asked and
 * never guessed: "1.234,5", "12-15", "-", a percentage where things are counted.
 */
export function readValue(typed: string, unit: Unit): ValueRead {
  const said = typed.normalize('NFKC').replace(/\s+/g, ' ').trim()
  if (said === '') return { is: 'nothing' }
  if (unavailable.test(said)) return { is: 'missing', missing: 'unavailable' }
  if (toBeConfirmed.test(said)) return { is: 'missing', missing: 'to-be-confirmed' }
  if (zero.test(said)) return { is: 'value', value: 0, provisional: false }
  if (either.test(said))
    return ask(`“${said}” can mean none at all or not known. Which is it?`, ['0', 'unavailable'])

  const bare = said.replace(provisionalBefore, '').replace(provisionalAfter, '')
  const read = readNumber(bare, unit)
  if (typeof read === 'number') return { is: 'value', value: read, provisional: bare !== said }
  const again = bare === said ? '' : 'provisional '
  return { ...read, choices: read.choices.map((it) => again + it) }
}

const ask = (words: string, choices: string[] = []): Question => ({
  is: 'question',
  ask: words,
  choices,
})

function readNumber(said: string, unit: Unit): number | Question {
  const found = /^([-−]?)(£?) ?([\d., ]*\d[\d., ]*?) ?(%|per cent)?$/i.exec(said)
  if (!found) return askAbout(said, unit)
  const [, minus = '', pound = '', digits = '', percent = ''] = found
  const size = readDigits(digits)
  if (typeof size !== 'number') return size
  if (percent && unit !== 'percent')
    return ask(`${said} is a percentage, and this is ${inWords[unit]}. What is the figure?`)
  if (pound && unit !== 'currency')
    return ask(`${said} is a sum of money, and this is ${inWords[unit]}. What is the figure?`)
  if (minus && size > 0 && (unit === 'count' || unit === 'rate'))
    return ask(`${said} is below zero, and ${unit === 'count' ? 'a count' : 'a rate'} never is.`)
  if (unit === 'count' && !Number.isInteger(size)) {
    const grouped = /^\d{1,3}\.\d{3}$/.test(digits) ? [digits.replace('.', ',')] : []
    return ask(`${said} is not a whole number, and this is counted in whole ones.`, grouped)
  }
  if (size > 1e9 && unit !== 'currency') return ask(`${said} is more than anybody could count.`)
  return minus && size > 0 ? -size : size
}

/** How an indicator is measured, as a question says it. */
const inWords: Record<Unit, string> = {
  count: 'counted in whole numbers',
  rate: 'a rate',
  percent: 'a percentage',
  currency: 'a sum of money in pounds',
}

function readDigits(digits: string): number | Question {
  if (/^(\d+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+)(\.\d+)?$/.test(digits))
    return Number(digits.replace(/[, ]/g, ''))
  if (/^\.\d+$/.test(digits)) return Number(digits)
  const turned = /^(\d{1,3}(?:\.\d{3})+|\d+),(\d+)$/.exec(digits)
  const [, whole = '', part = ''] = turned ?? []
  if (turned) {
    const plain = whole.replaceAll('.', '')
    const run = whole.includes('.') ? [] : [plain + part]
    return ask(`In ${digits}, is the comma a decimal point?`, [`${plain}.${part}`, ...run])
  }
  if (/^\d{1,3}(\.\d{3}){2,}$/.test(digits))
    return ask(`In ${digits}, do the points part the thousands?`, [digits.replaceAll('.', ',')])
  return ask(`“${digits}” is not one number. What is the figure?`)
}

/** What is no number by itself: a range, a limit, a rough figure, thousands in letters. */
function askAbout(said: string, unit: Unit): Question {
  const range = /^£?([\d.,]*\d)%? ?(?:-|–|—|to|\/) ?£?([\d.,]*\d)%?$/i.exec(said)
  if (range)
    return ask(`“${said}” holds two numbers. Which figure should be kept?`, [
      range[1] ?? '',
      range[2] ?? '',
    ])
  const limit = /^(<|>|≤|≥|under|over|less than|more than|fewer than)/i.test(said)
  if (limit)
    return ask(`“${said}” is a limit, not a figure. If the figure is withheld, say unavailable.`, [
      'unavailable',
    ])
  const rough = /^(?:c\.?|ca\.?|circa|about|around|approx\.?|~|≈|est\.?) ?(£?[\d.,]*\d%?)$/i.exec(
    said,
  )
  if (rough)
    return ask(`Is ${rough[1]} a figure that may still change?`, [`provisional ${rough[1]}`])
  const letters = /^£?(\d+(?:\.\d+)?) ?(k|m|thousand|million)$/i.exec(said)
  if (letters) {
    const times = /^[kt]/i.test(letters[2] ?? '') ? 1e3 : 1e6
    const whole = Math.round(Number(letters[1]) * times)
    return ask(`Is “${said}” the exact figure?`, [String(whole)])
  }
  const bracket = /^\(£?([\d.,]*\d)\)$/.exec(said)
  if (bracket)
    return ask(`Brackets can mean below zero. Which is it?`, [bracket[1] ?? '', `-${bracket[1]}`])
  const pence = /^(\d+)p$/i.exec(said)
  if (pence && unit !== 'currency')
    return ask(`Is ${pence[1]} provisional?`, [`provisional ${pence[1]}`, pence[1] ?? ''])
  const short = said.length > 40 ? `${said.slice(0, 39)}…` : said
  return ask(`“${short}” is not a figure. Give a number, or say unavailable or to be confirmed.`)
}
