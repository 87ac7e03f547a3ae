import type { Held, HeldKind } from '../rows.ts'
import { Shelf } from '../shelf.ts'

export type Shelves = { readonly [K in HeldKind]: Shelf<Held[K]> }

/** A shelf for each kind; those whose rows are counted under another row are sorted by that one. */
export const newShelves = (): Shelves => ({
  partnership: new Shelf(),
  agency: new Shelf(),
  ward: new Shelf(),
  group: new Shelf(),
  member: new Shelf(({ agencyId }) => agencyId),
  plan: new Shelf(),
  priority: new Shelf(({ planId }) => planId),
  theme: new Shelf(),
  action: new Shelf(),
  update: new Shelf(({ actionId }) => actionId),
  milestone: new Shelf(({ actionId }) => actionId),
  barrier: new Shelf(({ actionId }) => actionId),
  request: new Shelf(({ actionId }) => actionId),
  note: new Shelf(),
  comment: new Shelf(),
  approval: new Shelf(),
  meeting: new Shelf(),
  minute: new Shelf(),
  riskReview: new Shelf(),
  spend: new Shelf(),
  indicator: new Shelf(),
  observation: new Shelf(({ indicatorId }) => indicatorId),
  recordedCounts: new Shelf(),
  event: new Shelf(),
  outreach: new Shelf(({ eventId }) => eventId),
  finding: new Shelf(({ eventId }) => eventId),
  findingStep: new Shelf(),
  photo: new Shelf(),
  conflict: new Shelf(),
})
