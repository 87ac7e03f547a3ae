import { before, ends, seek, spanOf, wordSet } from './seek.ts'
import type { Finder, Fit } from './seek.ts'

/** Where people have a mailbox of their own, and what is recognised without its ".com". */
const providers =
  'gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|talktalk|sky|virginmedia|ntlworld|tiscali|protonmail|proton|gmx|mail|plusnet'
const ending = '(?:com|co\\.uk|org\\.uk|uk|net|org|me|info|ie|eu|pl|ro)'
const mailbox = "[a-z0-9][a-z0-9._%+'-]{0,63}"
const written = new RegExp(`${mailbox}@(?:[a-z0-9-]{1,63}\\.){1,6}[a-z]{2,24}${ends}`, 'giu')
const spaced = new RegExp(
  `${mailbox} ?(?:@|[([]? ?\\bat\\b ?[)\\]]?) ?(?:(?:${providers})(?: ?(?:\\.|,|\\bdot\\b) ?| )?(?:com|co ?\\.? ?uk|net)|[a-z0-9-]{2,63}\\.${ending})${ends}`,
  'giu',
)
const bare = new RegExp(`${mailbox}@(?:${providers})${ends}`, 'giu')

/** Bodies whose addresses are their staff's; an officer's own address is not a resident's. */
const publicBody =
  /@(?:[a-z0-9-]+\.)*(?:gov\.uk|police\.uk|nhs\.uk|nhs\.net|mod\.uk|parliament\.uk|cjsm\.net)$/i
const ownProvider = new RegExp(`@(?:${providers})\\.`, 'i')
const roleBoxes = wordSet(
  `admin asb bookings community communitysafety contact csp csu enquiries enquiry events feedback
   hello help helpdesk helpline housing info mail office post press reception referral referrals
   safeguarding safety secretary support team volunteer volunteering volunteers noreply no-reply`,
)

/** Without either there is no address. Looking for these first costs little; the patterns cost much. */
const hint = new RegExp(`@|\\bat\\b ?[)\\]]? ?(?:(?:${providers})|[a-z0-9-]{2,63}\\.)`, 'iu')

export const findEmails: Finder = (plain) => (hint.test(plain) ? emailsIn(plain) : [])

const emailsIn: Finder = (plain) => [
  ...(plain.includes('@') ? seek(written, plain, (fit) => judge(plain, fit)) : []),
  ...(plain.includes('@') ? seek(bare, plain) : []),
  ...seek(spaced, plain, (fit) =>
    / at \S+\.(?!com|co\.uk)/i.test(fit.whole) ? null : judge(plain, fit),
  ),
]

/** A refused address gives back its letters: half of one is not an address. */
function judge(plain: string, fit: Fit) {
  if (/[\w.%+'-]$/.test(before(plain, fit.from, 1))) return null
  const address = fit.whole.replace(/\s/g, '')
  const isRoleBox = roleBoxes.has(address.replace(/@.*/, '').toLowerCase())
  return publicBody.test(address) || (isRoleBox && !ownProvider.test(address)) ? null : spanOf(fit)
}
