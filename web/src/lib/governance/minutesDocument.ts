import { dueWords } from '../../../../shared/governance/agendaItems.ts'
import { minutesOf } from '../../../../shared/governance/minutesOf.ts'
import type { Block } from '../../../../shared/governance/minutesOf.ts'
import { markingFor } from '../marking.ts'
import { namesOf } from '../people.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

/** The minutes of a meeting as a document, with the marking of the highest of what stands in it. */
export const documentOf = (
  shell: Shell,
  meeting: RowOf<'meeting'>,
  minutes: readonly RowOf<'minute'>[],
): Block[] =>
  minutesOf({
    ...{ meeting, minutes, marking: markingFor(meeting, ...minutes) },
    groupName: namesOf(shell, 'group', [meeting.groupId]),
    nameOf: (id) => namesOf(shell, 'member', [id]),
    actionOf: (id) => {
      const action = shell.one('action', id)
      return action
        ? {
            text: `${action.ref} ${action.text}`,
            owner: namesOf(shell, 'member', action.ownerIds) || 'Nobody yet',
            due: dueWords(action, shell.today),
          }
        : null
    },
  })

/** Hands the minutes over as a file. What makes the file is fetched only now. */
export async function downloadMinutes(
  shell: Shell,
  meeting: RowOf<'meeting'>,
  minutes: readonly RowOf<'minute'>[],
) {
  const { docxOf } = await import('./docx.ts')
  const url = URL.createObjectURL(await docxOf(documentOf(shell, meeting, minutes)))
  const link = document.createElement('a')
  link.href = url
  link.download = `${meeting.onDate} ${meeting.title}`.replace(/[\\/:*?"<>|]+/g, '-') + '.docx'
  link.click()
  // The browser takes the file over by itself; some take a moment to.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
