import { readView, viewAddress, viewOf } from '../../../../../shared/figures/view.ts'
import type { Subject, SubjectKind, View } from '../../../../../shared/figures/view.ts'
import type { Figures } from '../../../../../shared/figures/sum/sum.ts'
import type { Standings } from '../../../../../shared/figures/stand/standings.ts'
import { figuresFor, standOn } from '$lib/figures.ts'
import type { Shell } from '$lib/shell.svelte.ts'

/** What the parts of a dashboard draw, and where each of its figures leads. */
export interface Seen {
  shell: Shell
  view: View
  figures: Figures
  standings: Standings
  /** The address of the rows behind a figure; of one thing more, where a kind and its id are given. */
  behind: (word: string, of?: [kind: SubjectKind, id: string]) => string
  /** The dashboard of one thing, with everything else that was asked. */
  about: (kind: SubjectKind, id: string) => string
}

/** What an address asks for and its answer, or in one sentence why it asks for nothing. */
export function askAt(
  shell: Shell,
  subject: Subject | null,
  url: URL,
): { problem: string } | { seen: Seen } {
  const read = readView(subject, url.searchParams, shell.today)
  if ('problem' in read) return read
  const { view } = read
  const { today } = shell
  const about = (kind: SubjectKind, id: string) => viewOf(view.question, kind, id)
  return {
    seen: {
      ...{ shell, view },
      figures: figuresFor(shell, view.question),
      standings: standOn(shell, view.question.asAt),
      behind: (word, of) => viewAddress(of ? about(...of) : view, today, word),
      about: (kind, id) => viewAddress(about(kind, id), today),
    },
  }
}
