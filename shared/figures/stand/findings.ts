import { standFindings } from '../../finding/standing.ts'
import type { FindingStanding } from '../../finding/standing.ts'
import { isSameList } from '../remembered.ts'
import type { Shelves } from './shelves.ts'

/**
 * Every finding that is not joined to another, with how it stands on a day. All are gone through when one
 * of them or a step changes, for steps and joins cross from one to another; those that came out the same
 * stay the same objects.
 */
export class StandFindings {
  #from: readonly unknown[] = []
  #all: readonly FindingStanding[] = []

  of(shelves: Shelves, asAt: string): readonly FindingStanding[] {
    const [findings, steps] = [shelves.finding.all(), shelves.findingStep.all()]
    const from = [findings, steps, asAt]
    if (isSameList(from, this.#from)) return this.#all
    const before = new Map(this.#all.map((it) => [it.finding.id, it]))
    this.#all = standFindings(findings, steps, asAt).map((it) => {
      const known = before.get(it.finding.id)
      return known && isUnchanged(known, it) ? known : it
    })
    this.#from = from
    return this.#all
  }
}

const isUnchanged = (a: FindingStanding, b: FindingStanding) =>
  a.finding === b.finding &&
  a.daysLate === b.daysLate &&
  isSameList(a.steps, b.steps) &&
  isSameList(a.joined, b.joined)
