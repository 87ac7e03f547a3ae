import * as v from 'valibot'

/** Letters that cannot be mistaken for each other when read out or written on a hand. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 6

/** A code from `dice`, which answers a whole number from 0 up to, and not including, its argument. */
export const newPassCode = (dice: (sides: number) => number): string =>
  Array.from({ length: LENGTH }, () => LETTERS[dice(LETTERS.length)]).join('')

/** What somebody types or a QR code holds: spaces, dashes and small letters do not matter. */
export const PassCode = v.pipe(
  v.string(),
  v.maxLength(40),
  v.toUpperCase(),
  v.transform((text) => text.replace(/[\s-]/g, '')),
  v.regex(new RegExp(`^[${LETTERS}]{${LENGTH}}$`), 'is not a six-letter code'),
)
