import { may } from '../../../shared/access/may.ts'
import { glossaryOf } from '../../../shared/partnership/glossary.ts'
import type { Glossary } from '../../../shared/partnership/glossary.ts'
import { markAll } from '../../../shared/partnership/markAbbreviations.ts'
import type { Piece } from '../../../shared/partnership/markAbbreviations.ts'
import type { Partnership } from '../../../shared/partnership/partnership.ts'
import { actorOf } from './actor.ts'
import type { Shell } from './shell.svelte.ts'

/** Short forms and what they stand for: the partnership's own, its agencies' and the field's. */

export const glossaryFor = (shell: Shell): Glossary =>
  glossaryOf(shell.all('partnership')[0], shell.all('agency'))

/**
 * Explains each short form where it first stands on a page. Give the texts in the order they are read,
 * each under a key of its own (a row's id); what comes back is shown with `Abbreviated.svelte`.
 */
export function explain(
  shell: Shell,
  texts: readonly (readonly [key: string, text: string])[],
): ReadonlyMap<string, Piece[]> {
  const marked = markAll(
    texts.map(([, text]) => text),
    glossaryFor(shell),
  )
  return new Map(texts.map(([key], at) => [key, marked[at] ?? []]))
}

export type OwnTerms = NonNullable<Partnership['glossary']>

export function mayKeepGlossary(shell: Shell): boolean {
  const partnership = shell.all('partnership')[0]
  if (!partnership) return false
  return may(actorOf(shell), 'edit', {
    kind: 'partnership',
    id: partnership.id,
    data: partnership,
    after: partnership,
  })
}

/** Adds one of the partnership's own, or changes what it stands for; an empty meaning takes it out. */
export async function keepTerm(shell: Shell, short: string, means: string): Promise<void> {
  const partnership = shell.all('partnership')[0]
  if (!partnership) return
  const others = (partnership.glossary ?? []).filter((it) => it.short !== short)
  const glossary = means === '' ? others : [...others, { short, means }]
  glossary.sort((a, b) => a.short.localeCompare(b.short, 'en'))
  await shell.store.edit('partnership', partnership.id, { glossary })
}
