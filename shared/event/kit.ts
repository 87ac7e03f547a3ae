import type { Event, Handed } from './event.ts'

/** One line of the kit: what went out, what was given away, what came back, and what nobody has yet accounted for. */
export interface KitStanding {
  kitId: string
  what: string
  isGiven: boolean
  out: number
  given: number
  back: number
  /** Out and neither given nor back. Below 0 more was given or came back than anybody took out. */
  missing: number
}

/** `given` says how many of what were issued at doors, by name. */
export function kitOf(
  { kit, kitOut, kitBack }: Pick<Event, 'kit' | 'kitOut' | 'kitBack'>,
  given: ReadonlyMap<string, number>,
): KitStanding[] {
  const sum = (handed: Record<string, Handed> | null | undefined, kitId: string) =>
    Object.values(handed ?? {}).reduce((all, it) => all + (it.kitId === kitId ? it.count : 0), 0)
  return Object.entries(kit ?? {})
    .sort(([idA, a], [idB, b]) => a.order - b.order || (idA < idB ? -1 : 1))
    .map(([kitId, { what, isGiven }]) => {
      const [out, back] = [sum(kitOut, kitId), sum(kitBack, kitId)]
      const gone = isGiven ? (given.get(what) ?? 0) : 0
      return { kitId, what, isGiven, out, back, given: gone, missing: out - gone - back }
    })
}
