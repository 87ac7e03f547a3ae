import { matrixOf } from '../../../../shared/assessment/scoreEdition.ts'
import type { EditionRead } from '../../../../shared/assessment/whatMoved.ts'
import type { Sensitivity } from '../../../../shared/scoring/index.ts'
import { Shaker } from './shake.ts'

/** What other weights would do to an edition, kept up with it. Made while a component is set up. */
export class Shaken {
  #value = $state.raw<Sensitivity | null>(null)
  #trouble = $state('')

  constructor(read: () => EditionRead | null) {
    const shaker = new Shaker()
    $effect(() => () => shaker.close())
    $effect(() => {
      const edition = read()
      if (!edition) return
      // As text, because rows are read as they stand and not handed to another thread. The edition’s
      // own id is the seed: the same draws on every device and every day.
      const matrix = matrixOf(edition.edition, edition.lines)
      const input = JSON.parse(JSON.stringify({ ...matrix, seed: seedOf(edition) }))
      shaker.shake(input).then(
        (answer) => {
          this.#trouble = ''
          if (answer) this.#value = answer
        },
        () => (this.#trouble = 'The draws could not be made on this device.'),
      )
    })
  }

  /** Null until the draws are made. */
  get value() {
    return this.#value
  }
  get trouble() {
    return this.#trouble
  }
}

const seedOf = ({ lines }: EditionRead) => lines[0]?.editionId ?? 'none'
