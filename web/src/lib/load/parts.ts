import { BadZip } from './badZip.ts'

/** What only some files need is fetched when the first of them comes. */
export const parts = {
  zip: () => fetched(import('./zip.ts')),
  ods: () => fetched(import('./ods.ts')),
  xlsx: () => fetched(import('./xlsx.ts')),
}

/** Nothing is wrong with the file then, and it must not be said. */
const fetched = <Part>(part: Promise<Part>): Promise<Part> =>
  part.catch(() => {
    const what =
      'cannot be read now: what reads such files is not on this device yet, and fetching it needs signal'
    throw new BadZip('damaged', what)
  })

/** Fetches all of it while there is signal, so that any file can be read without. */
export const fetchParts = () => Promise.all(Object.values(parts).map((fetch) => fetch()))
