import { findAddresses } from './address.ts'
import { findDatesOfBirth } from './dateOfBirth.ts'
import { findEmails } from './email.ts'
import { findNamedPeople } from './namedPerson.ts'
import { findNiNumbers } from './niNumber.ts'
import { findPhones } from './phone.ts'
import { plainForm } from './plainForm.ts'
import { findRegistrations } from './registration.ts'
import type { Finder } from './seek.ts'
import type { Sighting, Sort } from './sighting.ts'

export { saySort, sorts } from './sighting.ts'
export type { Sighting, Sort } from './sighting.ts'

/** The surest first: where two fit the same letters, the later one yields. */
const finders: [Sort, Finder][] = [
  ['email', findEmails],
  ['date-of-birth', findDatesOfBirth],
  ['ni-number', findNiNumbers],
  ['phone', findPhones],
  ['address', findAddresses],
  ['registration', findRegistrations],
  ['named-person', findNamedPeople],
]

/** None of these is without a figure, and most notes are. */
const withFigures = new Set<Sort>(['date-of-birth', 'ni-number', 'phone', 'registration'])

/** What in `text` looks like a resident's, in the order it is written; no two share a letter. */
export function noticePersonalData(text: string): Sighting[] {
  const { plain, written } = plainForm(text)
  const isTaken = new Uint8Array(plain.length)
  const hasFigure = /\d/.test(plain)
  const sightings: Sighting[] = []
  for (const [sort, find] of finders) {
    if (withFigures.has(sort) && !hasFigure) continue
    for (const { from, to } of find(plain)) {
      if (isTaken.subarray(from, to).includes(1)) continue
      isTaken.fill(1, from, to)
      sightings.push({ sort, ...written(from, to) })
    }
  }
  return sightings.sort((one, other) => one.at - other.at)
}

/** Something for every pattern to look at, and nobody's. */
const example = 'Anon, 1 at example.'

/**
 * One look of each sort at nothing. A browser reads a pattern at its first use and once more at its second, together
 * longer than a whole save takes; done beforehand, no Save button waits for it.
 */
export const rehearsals: readonly (() => void)[] = [...finders, ...finders].map(
  ([, find]) =>
    () =>
      void find(example),
)
