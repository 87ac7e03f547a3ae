import { before, ends, seek, spanOf } from './seek.ts'
import type { Finder } from './seek.ts'

/** The areas in use, and the letters an ending may have, as in BS 7666 and Royal Mail's PAF guide. */
const areas =
  'ab|al|ba|bb|bd|bh|bl|bn|br|bs|bt|ca|cb|cf|ch|cm|co|cr|ct|cv|cw|da|dd|de|dg|dh|dl|dn|dt|dy|ec|eh|en|ex|fk|fy|gl|gu|gy|ha|hd|hg|hp|hr|hs|hu|hx|ig|im|ip|iv|je|ka|kt|kw|ky|la|ld|le|ll|ln|ls|lu|me|mk|ml|ne|ng|nn|np|nr|nw|ol|ox|pa|pe|ph|pl|po|pr|rg|rh|rm|sa|se|sg|sk|sl|sm|sn|so|sp|sr|ss|st|sw|sy|ta|td|tf|tn|tq|tr|ts|tw|ub|wa|wc|wd|wf|wn|wr|ws|wv|yo|ze|[beglmnsw]'
const pattern = new RegExp(
  `\\b(?:(\\d{1,3}[a-z]?)[ ,\\n]{1,2})?((?:${areas})\\d[a-z\\d]?)([ \\n]?)(\\d[abd-hjlnp-uw-z]{2})${ends}`,
  'giu',
)

/** "M20 2nd lane", "M20 4WD": a motorway and what follows it. */
const isRoad = (outward: string, gap: string, inward: string) =>
  gap !== '' && /^[a-z]\d/i.test(outward) && /^\d(?:st|nd|rd|th|hr|wd|yr)$/i.test(inward)

const publicPlace =
  /\b(?:academy|arena|building|campus|centre|center|chambers?|church|clinic|club|college|council|court|depot|gallery|gateway|hall|hospital|hotel|hub|library|museum|office|offices|park|pavilion|pub|school|shop|station|stadium|store|supermarket|surgery|tesco|theatre|unit|venue)\b/i

/**
 * A full postcode is about fifteen households, and with a note of what happened there often one: it
 * counts by itself. Not so behind the name of a place that anyone may enter, unless a house number
 * stands before it.
 */
export const findPostcodes: Finder = (plain) =>
  seek(pattern, plain, (fit) => {
    const [house, outward, gap, inward] = fit.parts
    if (isRoad(outward, gap, inward)) return null
    if (!house && publicPlace.test(before(plain, fit.from, 60))) return null
    return spanOf(fit)
  })
