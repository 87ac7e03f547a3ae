import { dueWords } from '../../../../shared/governance/agendaItems.ts'
import { minutesOf } from '../../../../shared/governance/minutesOf.ts'
import type { Block } from '../../../../shared/governance/minutesOf.ts'
import { markingFor } from '../marking.ts'
import { namesOf } from '../people.ts'
import { handOver } from './handOver.ts'
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

/** Hands the minutes over as a file. */
export const downloadMinutes = (
  shell: Shell,
  meeting: RowOf<'meeting'>,
  minutes: readonly RowOf<'minute'>[],
) => handOver(`${meeting.onDate} ${meeting.title}`, documentOf(shell, meeting, minutes))
