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

/** What in `text` looks like a resident's, in the order it is written; no two share a letter. */
export function noticePersonalData(text: string): Sighting[] {
  const { plain, written } = plainForm(text)
  const isTaken = new Uint8Array(plain.length)
  const sightings: Sighting[] = []
  for (const [sort, find] of finders)
    for (const { from, to } of find(plain)) {
      if (isTaken.subarray(from, to).includes(1)) continue
      isTaken.fill(1, from, to)
      sightings.push({ sort, ...written(from, to) })
    }
  return sightings.sort((one, other) => one.at - other.at)
}
