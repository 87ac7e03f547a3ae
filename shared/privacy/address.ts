import { findPostcodes } from './postcode.ts'
import { before, behind, ends, seek, spanOf, wordSet } from './seek.ts'
import type { Finder, Fit } from './seek.ts'

/**
 * A house number and a street, in either order, or a flat and its building. A street by itself is where
 * officers work, and is fine. A number before a street is just as often a count ("14 reports Elwick
 * Road"), a time or a road, so what stands between and before decides.
 */
const types =
  'road|rd|street|str|st|avenue|ave|av|close|cl|crescent|cresent|cres|drive|drv|dr|lane|ln|way|court|ct|gardens?|gdns|grove|gr|place|pl|terrace|terr?|walk|mews|hill|rise|view|square|sq|park|green|row|meads?|meadows?|fields?|croft|parade|yard|vale|villas|cottages'
const buildings = `${types}|house|hse|lodge|tower|towers|heights|mansions|point|block`
const word = "[\\p{L}\\p{M}][\\p{L}\\p{M}'.-]{0,24}"
const suffix = '(?:[a-z](?!\\p{L}))?'
const house = `\\d{1,3}${suffix}(?:[-/]\\d{1,3}${suffix})?`
const street = `(?:${word} ){0,2}?${word}[ \\n](?:${types})\\b(?: (?:${types})\\b)?`
const flat =
  '\\b(?:flat|flt|apartment|apt|maisonette|bedsit)(?: ?no\\.?)? ?(?:\\d{1,3}[a-z]?|[a-z])'

const numbered = new RegExp(`\\b(${house})(,? ?)(${street})${ends}`, 'giu')
const inFlat = new RegExp(
  `${flat},?[ \\n](?:(?:at|in|of) )?(?:${house},?[ \\n])?((?:${word} ){0,2}?${word}[ \\n](?:${buildings}))${ends}`,
  'giu',
)
const turned = new RegExp(
  `\\b(${word} (?:${types}))\\.?,? ?[(-]? ?(?:no|num|number|house|flat)[ .:#]{0,2}${house}${ends}`,
  'giu',
)

export const findAddresses: Finder = (plain) => [
  ...seek(inFlat, plain, (fit) => (isNamed(fit.parts[0]) ? spanOf(fit) : null)),
  ...seek(numbered, plain, (fit) => (isHouse(plain, fit) ? spanOf(fit) : null)),
  ...seek(turned, plain, (fit) => (isNamed(fit.parts[0]) ? spanOf(fit) : null)),
  ...findPostcodes(plain),
]

/** Never in a street's name; a number before one of them counts or measures something. */
const notInNames = wordSet(
  `a about adult adults after agencies along am and animals around arrests as asb at attended bags
   been bikes bins boys breaches burglaries business businesses by calls cameras cars cases children
   community complaints councillors counts crimes cycles day days deliberate disclosures dogs doors drivers
   drop-in during each events families females fines fires flats flytips flytipping for from ft further
   girls graffiti groups h half homes hour hours house houses households hrs hr in incidents inside
   interventions into is jobs kg kids kilometre kits km knives large leaflets letters lights litres
   locals locations m males males man meetings members men metre metres mile miles min mins minute
   minutes month months more moped mopeds mph near needles nights notices ocg of off offender offenders offences
   officer officers on or outside parents patrols pcs pcso pcsos people per percent persons pm points
   posters premises pupils quads reports repeat resident residents road roads robberies schools
   scooters searches sessions shopkeepers shops signs since site sites small speeding staff stop stops
   students surveys taxis teenagers teens than thefts times to traders trolleys twice under until van
   vans vehicles via victims visits volunteers walkabouts wardens was week weeks were while with
   witnesses women x year years yds yards young youth youths
   jan january feb february mar march apr april june jul july aug august sep sept september oct october
   nov november dec december mon tue wed thu fri sat sun monday tuesday wednesday thursday friday
   saturday sunday bed bedroom lane-closure way storey hourly`,
)

/** The number behind one of these belongs to it. */
const takesNumber =
  /(?:^|[^\p{L}])(?:action|aim|appendix|area|court|gate|para|platform|unit|bus|camera|cam|cctv|day|day's|figure|grade|group|item|j|jct|junction|key stage|ks|level|month|objective|op|operation|page|part|period|phase|priority|q|quarter|ref|route|section|stage|step|table|target|team|tier|top|total|version|ward|week|wk|year|yr|zone|x|jan|january|feb|february|mar|march|apr|april|may|june|july|aug|august|sept?|september|oct|october|nov|november|dec|december|mon|monday|tues?|tuesday|wed|wednesday|thurs?|thursday|fri|friday|sat|saturday|sun|sunday) ?$/iu
const fromTo = /(?:from|up|down|between|rose|fell) \d{1,4} (?:to|and) $/i
const isPublic =
  /^(?: \p{Lu}\p{L}+){0,2} (?:School|Academy|College|Centre|Surgery|Library|Hall|Station)/u
const counted =
  /^ (?:residents|homes|households|reports|incidents|complaints|visits|youths|tenants)\b/i

/** Small words beside capital ones tell of a count: "8 offenders Memorial Gardens". */
function isNamed(name: string): boolean {
  const words = name.split(/[ \n]/).slice(0, -1)
  const own = words.filter((each) => !/^(?:st|the|of|on|le|la)$/.test(each))
  const isMixed =
    own.some((each) => /^\p{Ll}/u.test(each)) && own.some((each) => /^\p{Lu}/u.test(each))
  const isAbbreviation = /^\p{Lu}{2,}s$/u.test(words[0] ?? '')
  return (
    !isMixed &&
    !isAbbreviation &&
    !words.some((each) => notInNames.has(each.toLowerCase().replace(/[.,]+$/, '')))
  )
}

function isHouse(plain: string, fit: Fit): boolean {
  const [number, gap, name] = fit.parts
  const lead = before(plain, fit.from, 14)
  if (/\d[.,:/-]$|[\p{L}/£$+]$|\p{L}-$/u.test(lead) || takesNumber.test(lead)) return false
  if (gap === '' && (/[a-z]$/i.test(number) || !/^\p{L}{3}/u.test(name))) return false
  const rest = behind(plain, fit.to, 60)
  if (counted.test(rest) || isPublic.test(rest) || fromTo.test(before(plain, fit.from, 22)))
    return false
  return isNamed(name)
}
