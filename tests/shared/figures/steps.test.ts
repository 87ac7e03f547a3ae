import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KeptFigures, figuresOf } from '../../../shared/figures/kept.ts'
import type { Figures } from '../../../shared/figures/sum/sum.ts'
import { canonical } from '../../../shared/sync/canonical.ts'
import { District, happening, question } from './district.ts'

const steps = fc.array(happening, { minLength: 1, maxLength: 12 })

describe('figures worked out in steps', () => {
  test('are those that would have been given at once, whatever happens between two of them', () => {
    fc.assert(
      fc.property(
        fc.array(steps, { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom('step', 'step', 'step', 'change', 'ask', 'ask another'), {
          maxLength: 20,
        }),
        ...[question, question],
        (history, doings, mine, other) => {
          const [district, kept] = [new District(), new KeptFigures()]
          const left = [...history]
          const change = () => {
            const next = left.shift()
            if (next) kept.change(district.happen(next))
            return next !== undefined
          }
          change()
          let going = kept.answerInSteps(mine)
          let isOld = false
          for (const doing of doings) {
            if (doing === 'change') isOld = change() || isOld
            if (doing === 'ask' || doing === 'ask another') {
              const asked = doing === 'ask' ? mine : other
              expect(canonical(kept.answer(asked))).toBe(
                canonical(figuresOf(district.rows(), asked)),
              )
            }
            if (doing !== 'step') continue
            const { done, value } = going.next()
            if (!done) continue
            if (value === null) expect(isOld).toBe(true)
            else {
              const due = figuresOf(district.rows(), mine)
              expect(canonical(value)).toBe(canonical(due))
            }
            going = kept.answerInSteps(mine)
            isOld = false
          }
          let last: Figures | null | undefined
          for (let round = 0; !last; round++) {
            expect(round).toBeLessThan(3)
            for (let step = going.next(); ; step = going.next()) {
              if (!step.done) continue
              last = step.value ?? null
              break
            }
            going = kept.answerInSteps(mine)
          }
          expect(canonical(last)).toBe(canonical(figuresOf(district.rows(), mine)))
          expect(kept.answer(mine)).toBe(last)
        },
      ),
      { numRuns: 300 },
    )
  })
})
