/** A period's counts while they are gathered: type by area. */
export class AreaTally {
  readonly #types = new Map<string, Map<string, number | null>>()

  add(type: string, area: string, count: number) {
    const areas = this.#areasOf(type)
    areas.set(area, (areas.get(area) ?? 0) + count)
  }

  /** Named, and not supplied. A count that is there stays. */
  leaveOpen(type: string, area: string) {
    const areas = this.#areasOf(type)
    if (!areas.has(area)) areas.set(area, null)
  }

  has = (type: string, area: string) => this.#types.get(type)?.has(area) ?? false

  get types(): string[] {
    return [...this.#types.keys()].sort()
  }

  get areas(): string[] {
    return [...new Set([...this.#types.values()].flatMap((areas) => [...areas.keys()]))].sort()
  }

  /** Counts in the order of `areas`; `absent` stands where nothing was counted. */
  table(areas: readonly string[], absent: number | null) {
    return this.types.map((type) => {
      const own = this.#areasOf(type)
      return {
        type,
        counts: areas.map((area) => (own.has(area) ? (own.get(area) ?? null) : absent)),
      }
    })
  }

  #areasOf(type: string) {
    let areas = this.#types.get(type)
    if (!areas) this.#types.set(type, (areas = new Map()))
    return areas
  }
}
