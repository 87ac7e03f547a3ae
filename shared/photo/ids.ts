/*
 * A photo's id begins with the hash of its bytes, so that the worker finds who shows these bytes by the
 * key it has, and an entry that takes a photo out stands right behind it. Six letters tell two photos of the same
 * bytes apart: 80 letters in all, which is as long as an id may be.
 */
const TAIL = 6

/** `chance` is anything random with six letters or figures in it, such as a UUID. */
const tailOf = (chance: string) =>
  chance
    .replaceAll(/[^a-z0-9]/gi, '')
    .slice(0, TAIL)
    .toLowerCase()

export const photoId = (hash: string, chance: string) => `p.${hash}.${tailOf(chance)}`

/** The id of the entry that takes a photo out. Two people may both do it. */
export const takenOutId = (id: string, chance: string) => `${id}.${tailOf(chance)}`

/** All photos of these bytes and what takes them out: ids from `from`, and before `to`. */
export const idsOf = (hash: string) => ({ from: `p.${hash}.`, to: `p.${hash}/` })

export const hashIn = (id: string): string | null => /^p\.([0-9a-f]{64})\./.exec(id)?.[1] ?? null
