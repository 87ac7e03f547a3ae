/** What only some files need is fetched when the first of them comes. */
export const parts = {
  zip: () => import('./zip.ts'),
  ods: () => import('./ods.ts'),
  xlsx: () => import('./xlsx.ts'),
}

/** Fetches all of it while there is signal, so that any file can be read without. */
export const fetchParts = () => Promise.all(Object.values(parts).map((fetch) => fetch()))
