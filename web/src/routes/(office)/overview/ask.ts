import { viewAddress, viewOf } from '../../../../../shared/figures/view.ts'
import type { SubjectKind, View } from '../../../../../shared/figures/view.ts'
import type { Figures } from '../../../../../shared/figures/sum/sum.ts'
import type { Standings } from '../../../../../shared/figures/stand/standings.ts'
import type { Answered } from '$lib/figures.ts'
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

/** A view with its answer. */
export function seenIn(shell: Shell, view: View, answered: Answered): Seen {
  const { today } = shell
  const about = (kind: SubjectKind, id: string) => viewOf(view.question, kind, id)
  return {
    ...{ shell, view, ...answered },
    behind: (word, of) => viewAddress(of ? about(...of) : view, today, word),
    about: (kind, id) => viewAddress(about(kind, id), today),
  }
}
