import type { Change } from './load.ts'

/** A bug that somebody might make: one place in the source reads otherwise. */
export interface Planted extends Change {
  name: string
}

const bug = (name: string, file: string, find: string, put: string): Planted => ({
  name,
  file,
  find,
  put,
})

const land = 'web/src/lib/sync/land.ts'
const push = 'web/src/lib/sync/push.ts'
const pull = 'web/src/lib/sync/pull.ts'
const journal = 'web/src/lib/sync/journal.ts'
const store = 'web/src/lib/store/store.ts'
const decide = 'shared/sync/decide.ts'
const write = 'worker/db/push.ts'
const queries = 'worker/db/pullQueries.ts'

/** Each must be caught: a proof that cannot fail proves nothing. */
export const planted: readonly Planted[] = [
  bug(
    'rows that moved meanwhile are not guarded',
    write,
    `where coalesce(row.version, 0) <> t.value ->> 'version')`,
    'where 0)',
  ),
  bug('receipts are not kept', write, 'jsonLists(decision.receipts)', 'jsonLists([])'),
  bug(
    'receipts are not looked up',
    decide,
    'const receipt = known.receipts.get(raw.seq)',
    'const receipt = [][0]',
  ),
  bug('another payload gets the stored answer', decide, 'receipt.hash !== hash', 'false'),
  bug(
    'the last number of a device stays where it was',
    write,
    'last_seq = excluded.last_seq, last_contact_at',
    'last_contact_at',
  ),
  bug('history is not written', write, 'jsonLists(decision.history)', 'jsonLists([])'),
  bug('what clashed is not recorded', decide, 'decision.conflicts.push(...effect.conflicts)', ''),
  bug(
    'an edit is written whatever stands there',
    'shared/sync/edit.ts',
    'if (isUntouched || isSame(current, base))',
    'if (Object.is(current, current))',
  ),
  bug(
    'versions of before a restore count as seen',
    'shared/sync/edit.ts',
    'mutation.seq > room.staleTo && row.version',
    'row.version',
  ),
  bug(
    'what is deleted can be edited',
    'shared/sync/effect.ts',
    `if (row.deleted) return new Refusal('deleted')`,
    `if (row.deleted) row.data ??= room.buried.get(row.id)?.data ?? {}, (row.deleted = false)`,
  ),
  bug(
    'what an entry depends on is not looked for',
    'shared/sync/refusal.ts',
    'if (!target || target.deleted || target.kind !== ref.kind)',
    'if (false)',
  ),
  bug(
    'older formats are not brought up to date',
    decide,
    'effectOf(upcast(raw, steps), ground)',
    'effectOf(raw, ground)',
  ),
  bug(
    'a restored office is not noticed by the versions that it told',
    'worker/db/mark.ts',
    '[at, seen].flatMap((it) =>',
    '[at, seen].slice(2).flatMap((it) =>',
  ),
  bug(
    'the nonce is not compared',
    'worker/db/mark.ts',
    `and m.version = \${at?.version ?? -1} and m.nonce = \${at?.nonce ?? ''})\``,
    'and m.version = ${at?.version ?? -1})`',
  ),
  bug(
    'deletions are not sent',
    queries,
    'where sought.is_held and ${isMine}',
    'where sought.is_held and row.deleted = 0 and ${isMine}',
  ),
  bug(
    'a page skips the rest of the version it ends in',
    queries,
    `and (row.version, row.id) > (\${ask.at?.version ?? 0}, \${ask.at?.id ?? ''})`,
    'and row.version > ${ask.at?.version ?? 0}',
  ),
  bug('changes come in no order', queries, 'order by row.version, row.id`,', 'order by row.id`,'),
  bug(
    'marks of versions outlive the tombstones',
    'worker/db/purge.ts',
    'delete from version_mark where partnership_id = ${id} and',
    'delete from version_mark where partnership_id = ${id} and 0 and',
  ),
  bug(
    'everybody sees every plan',
    'worker/db/visible.ts',
    `where me.role <> 'event helper' and (o.data ->> '$.restrictedToId' is null`,
    `where me.role <> 'event helper' and (1`,
  ),
  bug(
    'an entry leaves the outbox as soon as it is answered',
    push,
    'else await db.outbox.put({ ...entry, result })',
    'else await db.outbox.delete(entry.seq)',
  ),
  bug(
    'an entry leaves the outbox in the middle of its version',
    land,
    '!page.more && (await removeArrived(',
    '(await removeArrived(',
  ),
  bug(
    'what is refused is dropped',
    push,
    'await db.attention.put({ mid, seq, sealed, said, at })',
    '',
  ),
  bug(
    'a page lands wherever the cursor stands',
    land,
    'isLanded = isSame(haul.from, standingOf(meta))',
    'isLanded = true',
  ),
  bug(
    'a scope that was taken away stays',
    land,
    'const gone = shown ? await goneScopes(db, shown) : []',
    'const gone: string[] = []',
  ),
  bug(
    'what is swapped in comes beside what was there',
    land,
    'const dropped = [...gone, ...cargo.swapped]',
    'const dropped = [...gone]',
  ),
  bug(
    'a whole lands before it is complete',
    pull,
    'const lands = isReady || haul.isDirect || !haul.isWhole',
    'const lands = true',
  ),
  bug(
    'the journal is not offered again',
    journal,
    'const [journal, outbox] = [await db.journal.toArray(),',
    'const [journal, outbox] = [[],',
  ),
  bug(
    'a copied browser keeps its device id',
    journal,
    "await db.writeMeta('deviceId', deviceId)",
    '',
  ),
  bug(
    'the last number given out is not kept',
    'web/src/lib/store/queue.ts',
    "db.writeMeta('lastSeq', last),",
    '',
  ),
  bug(
    'said to be saved before it is',
    store,
    'await this.commit(async (isAgain) => {\n      // Sealed',
    'void this.commit(async (isAgain) => {\n      // Sealed',
  ),
  bug(
    'pending work is laid over in the wrong order',
    'shared/sync/overlay.ts',
    'return pending.reduce(layOver, base)',
    'return [...pending].reverse().reduce(layOver, base)',
  ),
  bug(
    'deletions are not shown',
    'web/src/lib/store/view.ts',
    '    this.#base.set(row.id, row)\n    return true',
    '    if (!row.deleted) this.#base.set(row.id, row)\n    return true',
  ),
  bug(
    'folding keeps the older of two',
    'web/src/lib/sync/fold.ts',
    'known.version <= row.version',
    'known.version >= row.version',
  ),
  bug(
    'a comparison finds everything equal',
    'web/src/lib/sync/check.ts',
    'a.count === b.count && a.hi === b.hi && a.lo === b.lo',
    'a.count >= 0',
  ),
]
