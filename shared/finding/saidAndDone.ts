import { markingOf } from '../access/marking.ts'
import { dateInUk } from '../words/dates.ts'
import type { FindingSort } from './finding.ts'
import type { FindingStanding } from './standing.ts'

/** One line of "you said, we did": nothing of the finding but its sort, its ward, its days and the words for residents. */
export interface SaidAndDone {
  findingId: string
  sort: FindingSort
  wardId: string | null
  saidOn: string
  doneOn: string
  words: string
}

/**
 * What was put right and has words for residents, the latest first. Where it was found, by whom and
 * what staff wrote about it are no part of it; what is marked OFFICIAL-SENSITIVE is left out.
 */
export const saidAndDone = (standings: readonly FindingStanding[]): SaidAndDone[] =>
  standings
    .flatMap(({ finding, latest, step }) => {
      const words = latest?.forResidents?.trim()
      if (step !== 'put right' || !latest || !words) return []
      if (markingOf({ data: finding }, { data: latest }) !== 'OFFICIAL') return []
      return [
        {
          ...{ findingId: finding.id, sort: finding.sort, wardId: finding.wardId ?? null, words },
          saidOn: dateInUk(new Date(finding.recordedAt)),
          doneOn: dateInUk(new Date(latest.recordedAt)),
        },
      ]
    })
    .sort((a, b) => (a.doneOn < b.doneOn ? 1 : a.doneOn > b.doneOn ? -1 : 0))
