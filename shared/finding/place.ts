/** A name of a street as two people type it: case, points and blanks do not matter, nor does "Rd" for "Road". */
export const foldName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[.,'’]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/ (rd|st|ave|cl|ct|cres|gdns|ln|dr|pl|sq|ter)$/, (_all, short: string) =>
      ' '.concat(long[short] ?? short),
    )

const long: Record<string, string> = {
  ...{ rd: 'road', st: 'street', ave: 'avenue', cl: 'close', ct: 'court', cres: 'crescent' },
  ...{ gdns: 'gardens', ln: 'lane', dr: 'drive', pl: 'place', sq: 'square', ter: 'terrace' },
}
