import type { Event } from './event.ts'
import { doorsIn } from './tally.ts'
import type { Tally } from './tally.ts'

/** How far the team has got on one street. */
export interface Covered {
  streetId: string
  name: string
  tried: number
  answered: number
  /** Homes on the street, where somebody knows. */
  homes: number | null
  /** Of the homes 0 to 1; never more, for some doors are knocked at twice. Null where homes are not known. */
  share: number | null
  isDone: boolean
  /** Nobody has logged anything there yet. */
  isUntouched: boolean
}

/** A street that entries name and the list does not: somebody took it off, or it has not come yet. */
export const UNLISTED = 'A street that is not on the list'

/** The event's streets in their order, then what was logged on streets that are not on the list. */
export function coverageOf(
  { streets, streetsDone }: Pick<Event, 'streets' | 'streetsDone'>,
  { byStreet }: Pick<Tally, 'byStreet'>,
): Covered[] {
  const listed = Object.entries(streets ?? {}).sort(
    ([idA, a], [idB, b]) => a.order - b.order || (idA < idB ? -1 : 1),
  )
  const rest = [...byStreet.keys()].filter((id) => id !== '' && !streets?.[id]).sort()
  return [
    ...listed.map(([id, { name, homes }]) => covered(id, name, homes ?? null)),
    ...rest.map((id) => covered(id, UNLISTED, null)),
  ]

  function covered(streetId: string, name: string, homes: number | null): Covered {
    const figures = byStreet.get(streetId)
    const tried = figures ? doorsIn(figures) : 0
    return {
      ...{ streetId, name, tried, homes, answered: figures?.contacts ?? 0 },
      share: homes ? Math.min(1, tried / homes) : null,
      isDone: Boolean(streetsDone?.[streetId]),
      isUntouched: !figures && !streetsDone?.[streetId],
    }
  }
}
