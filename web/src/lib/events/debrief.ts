import { debriefOf, debriefParagraph } from '../../../../shared/event/debrief.ts'
import type { DebriefGround } from '../../../../shared/event/debrief.ts'
import { chosenPhotos } from '../../../../shared/event/debriefPhotos.ts'
import { isEnded } from '../../../../shared/finding/standing.ts'
import { findingsAtEvent, streetOf } from '../findings/findings.ts'
import { handOver } from '../governance/handOver.ts'
import { listedAt } from '../listed.ts'
import { markingFor } from '../marking.ts'
import type { Shell } from '../shell.svelte.ts'
import type { Write } from '../store/write.ts'
import { capital } from '../words.ts'
import { bytesOf, keptPhotos, photosOfDay, pictureOf } from './debriefPhotos.ts'
import { nowAt, peopleAt, sayWhere } from './events.ts'
import type { Day } from './events.ts'
import { reached } from './reached.ts'
import { countDay, entriesAt } from './tally.ts'

/** Everything a debrief is made of, as this device knows it. */
export function groundOf(shell: Shell, event: Day): DebriefGround {
  const { tally, coverage, kit } = countDay(shell, event)
  const agencyName = (id: string) => shell.one('agency', id)?.name ?? ''
  const found = findingsAtEvent(shell, event.id)
  const photos = photosOfDay(shell, event)
  const agencies = [...new Set(found.map(({ finding }) => finding.forAgencyId ?? ''))]
  return {
    ...{ event, tally, coverage, kit, agencyName, people: peopleAt(event) },
    ...{ photos: photos.length, missing: 0 },
    pictures: chosenPhotos(event, keptPhotos(shell, photos)).map((it) =>
      pictureOf(shell, event, it),
    ),
    marking: markingFor(event, ...entriesAt(shell, event.id)),
    where: sayWhere(shell, event),
    findings: agencies
      .map((id) => ({
        agency: agencyName(id) || 'Agency not said yet',
        lines: found
          .filter(({ finding }) => (finding.forAgencyId ?? '') === id)
          .map(({ finding, step }) =>
            [capital(finding.sort), streetOf(shell, finding)]
              .filter(Boolean)
              .join(', ')
              .concat(step && isEnded(step) ? ` – ${step}` : ''),
          ),
      }))
      .sort((a, b) => (a.agency < b.agency ? -1 : 1)),
    counted: countedInto(shell, event),
  }
}

/** "A.3 Target hardening: 41 of 40 households, 12 of them here". */
export const countedInto = (shell: Shell, event: Day): string[] =>
  Object.keys(event.links ?? {}).flatMap((id) => {
    const listed = listedAt(shell, id)
    const target = listed?.action.id ?? id
    const here = reached(shell)
      .get(target)
      ?.sources.find(({ eventId }) => eventId === event.id)?.count
    const label = listed
      ? `${listed.action.ref} ${listed.action.text}`
      : shell.one('indicator', id)?.label
    if (!label || here === undefined) return []
    const goal = listed?.action.reachTarget
    const so = goal
      ? `; ${(listed.standing.reached ?? 0).toLocaleString('en-GB')} of ${goal.count.toLocaleString('en-GB')} ${goal.audience} in all`
      : ''
    return [`${label}: ${here.toLocaleString('en-GB')} from this day${so}`]
  })

export const debriefBlocks = (shell: Shell, event: Day) => debriefOf(groundOf(shell, event))
export const debriefWords = (shell: Shell, event: Day) => debriefParagraph(groundOf(shell, event))

/** The linked actions whose log has no word of this event yet. */
export const actionsToTell = (shell: Shell, event: Day) => {
  const told = new Set(
    shell
      .all('update')
      .flatMap(({ eventId, actionId }) => (eventId === event.id ? [actionId] : [])),
  )
  return Object.entries(event.links ?? {}).flatMap(([id, { kind }]) => {
    const listed = kind === 'action' ? listedAt(shell, id) : undefined
    return listed && !told.has(listed.action.id) ? [listed] : []
  })
}

/** Puts the paragraph into the log of every linked action that has none yet: all of them, or none. */
export function tellActions(shell: Shell, event: Day, because: string | null = null) {
  const { store, me, today } = shell
  const note = debriefWords(shell, event)
  const writes = actionsToTell(shell, event).map(({ action, standing }): Write => ({
    ...{ op: 'create', kind: 'update', id: `update-${store.world.newId()}`, because },
    entry: {
      ...{ actionId: action.id, note, reached: null, eventId: event.id },
      status: standing.status === 'not started' ? 'on track' : standing.status,
      happenedOn: event.onDate < today ? event.onDate : today,
      ...{ byId: me.memberId, recordedAt: nowAt(shell) },
    },
  }))
  return store.write(writes)
}

/** Hands the debrief over as a file, with its photos as far as they can be had. */
export async function downloadDebrief(shell: Shell, event: Day) {
  const ground = groundOf(shell, event)
  const bytes = await bytesOf(shell, ground.pictures)
  const pictures = ground.pictures.filter(({ hash }) => bytes.has(hash))
  const missing = ground.pictures.length - pictures.length
  const blocks = debriefOf({ ...ground, pictures, missing })
  await handOver(`${event.onDate} ${event.title}, debrief`, blocks, bytes)
}
