/** Everything that can go wrong by itself, by how often it may, as shares of the times it could. */
export const calm = {
  dropRequest: 0,
  dropResponse: 0,
  duplicate: 0,
  delay: 0,
  truncate: 0,
  crashBefore: 0,
  crashAfter: 0,
  abort: 0,
  quota: 0,
  lostConnection: 0,
  slowDisk: 0,
  d1Before: 0,
  d1After: 0,
}
export type Rates = typeof calm
export type Fault = keyof Rates

/** What most of the histories suffer from, each at a share of its own. */
export const worst: Rates = {
  dropRequest: 0.25,
  dropResponse: 0.25,
  duplicate: 0.2,
  delay: 0.25,
  truncate: 0.1,
  crashBefore: 0.03,
  crashAfter: 0.03,
  abort: 0.03,
  quota: 0.03,
  lostConnection: 0.02,
  slowDisk: 0.2,
  d1Before: 0.1,
  d1After: 0.1,
}

/** Counts of what happened, by name. */
export class Tally {
  counts: Record<string, number> = {}
  add(name: string, by = 1) {
    this.counts[name] = (this.counts[name] ?? 0) + by
  }
  take(other: Readonly<Record<string, number>>) {
    for (const [name, by] of Object.entries(other)) this.add(name, by)
  }
}
