import { ends, seek } from './seek.ts'
import type { Finder } from './seek.ts'

/** A date is one only beside words that say so: plans are full of dates. */
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const day = '\\d{1,2}(?: ?(?:st|nd|rd|th))?'
const date = [
  '\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}',
  '\\d{1,2} ?[-/.\\\\ ] ?\\d{1,2} ?[-/.\\\\ ] ?\\d{2,4}',
  `${day}[ \\n./-]?(?:of )?${month}(?:[ \\n,'./-]{0,3}\\d{2,4})?`,
  `${month}[ .]?${day}(?:,? \\d{2,4})?`,
  '\\d{8}|\\d{6}',
].join('|')
const dob =
  "(?:d\\.? ?o\\.? ?b\\.?|date[ -]?of[ -]?b(?:ir|ri)th|birth ?date|birth ?day|d/o/b)(?:'s)?"
const link = '[ \\n]?[:=,.(-]?[ \\n]?(?:(?:is|was|on|of|the|given as)[ \\n]){0,2}'
const behindCue = new RegExp(
  `\\b(?:${dob}${link}(?:${date}|(?:19|20)\\d\\d)|born${link}(?:${date}))${ends}`,
  'giu',
)
const beforeCue = new RegExp(
  `\\b(?:${date}) ?[([]?(?:dob|d\\.o\\.b\\.?|date of birth)${ends}`,
  'giu',
)

/** Without one of these there is no cue. Looking for them costs little; the patterns cost most of all. */
const hint = /d[./]? ?o[./]? ?b|b(?:ir|ri)th|born/i

export const findDatesOfBirth: Finder = (plain) =>
  hint.test(plain) ? [...seek(behindCue, plain), ...seek(beforeCue, plain)] : []
