import { ruleOf } from '../../../shared/kinds.ts'
import type { Kind } from '../../../shared/kinds.ts'
import { reword, wordsIn } from '../../../shared/sync/reword.ts'
import type { Mutation } from '../../../shared/sync/protocol.ts'
import type { Shell } from './shell.svelte.ts'

/**
 * Throws a refused entry away, or one that cannot be read any more, once the person has confirmed it.
 * Of what was refused the server keeps its own copy.
 */
export const discardRefused = ({ store }: Shell, mid: string) =>
  store.commit(async () => {
    const { db } = store
    await db.transaction('rw', db.outbox, db.attention, async () => {
      await db.attention.delete(mid)
      const isDamaged = store.damaged.some((entry) => entry.mid === mid)
      if (isDamaged) await db.outbox.filter((entry) => entry.mid === mid).delete()
    })
    return []
  })

/** What somebody wrote freely in an entry, by field. */
export const freeWords = (mutation: Mutation) =>
  wordsIn(mutation, ruleOf(mutation.kind as Kind).words ?? [])

/** Sends a refused entry again, with other words or with the reason why these have to stand there. */
export const resend = (
  { store }: Shell,
  mutation: Mutation,
  words: Readonly<Record<string, string>>,
  because: string | null,
) => store.sendAgain(reword(mutation, words, because))
