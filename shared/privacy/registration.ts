import { before, behind, ends, seek, spanOf, wordSet } from './seek.ts'
import type { Finder, Fit } from './seek.ts'

/**
 * DVLA, Vehicle registration numbers and number plates (INF104): AB12 CDE since 2001 (the figures are a
 * half-year, so 02 to 29 and 51 to 79; I and Q are not used, nor J, T, U and Z in front), A123 BCD
 * from 1983, ABC 123D from 1963. Plans and notes hold much that is nearly one (A251 RTC, FY22 ASB,
 * "yr10 and"), so a looser spelling counts only near a word for a vehicle.
 */
const current = '[a-hk-pr-svwxy][a-hj-pr-y](?:0[2-9]|[12]\\d|[5-7]\\d)'
const three = '[a-hj-pr-z]{3}'
const patterns = [
  `\\b(${current})([ \\n-]?)(${three})${ends}`,
  `\\b([a-hj-npr-tv-y][1-9]\\d{0,2})([ \\n-]?)(${three})${ends}`,
  `\\b(${three})([ \\n-]?)([1-9]\\d{0,2}[a-hj-npr-tv-y])${ends}`,
].map((pattern) => new RegExp(pattern, 'giu'))
const spread = new RegExp(`\\b[a-z]{2} \\d\\d ${three}${ends}`, 'giu')

const says =
  /\b(?:regs?|vrm|vrn|vrms|index|plates?|registration|registered)(?: ?(?:mark|no|num|number|plate))?[ .:#(-]{0,3}(?:is |was |of )?$/i
const vehicle =
  /\b(?:car|van|vehicle|lorry|moped|motorbike|motorcycle|bike|quad|scooter|taxi|driver|driving|drove|parked|vauxhall|ford|fiesta|focus|transit|corsa|astra|vw|golf|polo|audi|bmw|merc|mercedes|peugeot|renault|clio|citroen|nissan|toyota|honda|kia|fiat|seat|skoda|volvo|mini|mazda|hyundai|land ?rover|range ?rover|yamaha|reg|vrm|index|plate)\b/i

/** Short forms of the trade that follow a road, a financial year or stand before a reference. */
const trade = wordSet(
  `abc asb bmw bwv cad cbo cpn crb csp csu dhr dvd fpn fyi gbp hgv hra jct jcn kcc kpi ksi lgv nca ncp nfa nfu
   nhs npt nps nte ocg osu oss pcc pcn pnc pnd psb rta rtc sar sch sep sna soc tbc tpo vas vru ysc yot
   jan feb mar apr may jun jul aug oct nov dec mon tue wed thu sat sun bus ref the and for
   cry dry fly gym pts shy sky spy try why`,
)
const notYears = /^(?:fy|yr|wk|tn)/i
/** "Riders of 16 and 17": a count between small words. */
const isCount = (whole: string) =>
  /^(?:of|at|in|by|to|on|or|is|as|an|be|no|up|us|we) /i.test(whole) ||
  trade.has(whole.slice(-3).toLowerCase())

export const findRegistrations: Finder = (plain) => [
  ...patterns.flatMap((pattern) =>
    seek(pattern, plain, (fit) => (isPlate(plain, fit) ? spanOf(fit) : null)),
  ),
  ...seek(spread, plain, (fit) => (!isCount(fit.whole) && isNear(plain, fit) ? spanOf(fit) : null)),
]

const isNear = (plain: string, { from, to }: Fit) =>
  vehicle.test(`${before(plain, from, 40)} ${behind(plain, to, 20)}`)

function isPlate(plain: string, fit: Fit): boolean {
  const { whole, parts } = fit
  const [first, gap, second] = parts
  if (/[\p{L}\d][-/.]$/u.test(before(plain, fit.from, 2))) return false
  if (says.test(before(plain, fit.from, 40))) return true
  if (trade.has(second.toLowerCase()) || trade.has(first.toLowerCase())) return false
  if (notYears.test(first)) return false
  const isShort = /^\d{1,2}\D/.test(second) || /^[a-z]\d{1,2}$/i.test(first)
  if (isShort || (gap && /^\d+[km]$/i.test(second)))
    return isNear(plain, fit) && whole === whole.toUpperCase() && !/^[abm]\d/i.test(first)
  if (gap === '' || whole === whole.toUpperCase()) return true
  return isNear(plain, fit) || /^[^aeiou]{3}$/i.test(second)
}
