import type { Section } from './report.ts'
import { median } from './stats.ts'

/** Times by what was timed, and their medians as figures. */
export class Times {
  readonly #times = new Map<string, number[]>()
  add(what: string, ms: number) {
    this.#times.set(what, [...(this.#times.get(what) ?? []), ms])
  }
  /** `names` says for each key what was done and by whom, as "100 mutations: patchwork". */
  into(made: Section, work: string, names: Record<string, string>) {
    for (const [key, contender] of Object.entries(names)) {
      const [what = '', name = ''] = contender.split(': ')
      const times = this.#times.get(key) ?? []
      const of = `median of ${times.length}`
      const rest = { speed: null, unit: 'ms', of, value: median(times) }
      made.figures.push({ work, what, contender: name, ...rest })
    }
  }
}
