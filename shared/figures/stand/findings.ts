import { standFindings, standOne } from '../../finding/standing.ts'
import type { FindingStanding, StandOne } from '../../finding/standing.ts'
import { Remembered, isSameList } from '../remembered.ts'
import type { Shelves } from './shelves.ts'

/**
 * Every finding that is not joined to another, with how it stands on a day. Steps and joins cross from one
 * to another, so all are sorted out again when any has changed; how one stands is worked out again only
 * where something of its own has.
 */
export class StandFindings {
  readonly #known = new Remembered<FindingStanding>()
  #from: readonly unknown[] = []
  #all: readonly FindingStanding[] = []

  of(shelves: Shelves, asAt: string): readonly FindingStanding[] {
    const [findings, steps] = [shelves.finding.all(), shelves.findingStep.all()]
    const from = [findings, steps, asAt]
    if (isSameList(from, this.#from)) return this.#all
    this.#known.turn()
    this.#all = standFindings(findings, steps, asAt, this.#stand)
    this.#from = from
    return this.#all
  }

  // How many are steps says where those end and what is joined begins.
  readonly #stand: StandOne = (finding, steps, joined, asAt) =>
    this.#known.of(finding.id, [finding, asAt, steps.length, ...steps, ...joined], () =>
      standOne(finding, steps, joined, asAt),
    )
}
