import type { Plan } from '../../plan/plan.ts'
import { supersededBy } from '../../plan/standing.ts'
import type { Update } from '../../plan/update.ts'
import type { Stored } from '../planRows.ts'
import { carryActions } from './actions.ts'
import { carryEdition } from './edition.ts'
import { carryHeadings } from './headings.ts'
import { nextPlanId } from './ids.ts'
import { carryIndicators } from './indicators.ts'
import { carryBarriers, carryRisks } from './standing.ts'
import { nextTitle, yearOn } from './years.ts'
import type { Create, Line, Making, YearEnd } from './yearEnd.ts'
import { hereOrNull } from './yearEnd.ts'

export interface RolledForward {
  planId: string
  plan: Plan
  /** Every row of the next plan, each after those it names. */
  creates: Create[]
  /** What becomes of each row of the old one, and why. */
  lines: Line[]
}

/**
 * The plan of the next year, made of nothing but the old one: the same old plan gives the same rows under
 * the same ids, whoever rolls it forward, whenever and however often.
 */
export function rollForward(it: YearEnd): RolledForward {
  const { plan: old } = it.rows
  const planId = nextPlanId(old.id, it.attempt)
  const { fromOn, toOn } = yearOn(old)
  const plan: Plan = {
    title: nextTitle(old.title, fromOn, toOn),
    kind: old.kind,
    state: 'draft',
    ...{ fromOn, toOn },
    aim: old.aim ?? null,
    groupId: hereOrNull(it, 'group', old.groupId),
    themes: old.themes ?? null,
    carriedFromId: old.id,
    restrictedToId: old.restrictedToId ?? null,
    marking: old.marking ?? null,
  }
  const creates: Create[] = [{ kind: 'plan', id: planId, entry: plan }]
  const making: Making = { it: sorted(it), planId, fromOn, toOn, creates, lines: [] }
  const headings = carryHeadings(making)
  const placeOf = carryActions(making, headings)
  carryIndicators(making, headings)
  carryBarriers(making, placeOf)
  carryRisks(making, placeOf)
  carryEdition(making)
  return { planId, plan, creates, lines: making.lines }
}

/** Two phones hold the same rows in different orders. */
function sorted(it: YearEnd): YearEnd {
  const byOrder = <T extends { id: string; order?: number }>(rows: readonly T[]) =>
    rows.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0) || (a.id < b.id ? -1 : 1))
  const { plan, priorities, themes, actions, milestones, indicators } = it.rows
  return {
    ...it,
    rows: {
      plan,
      priorities: byOrder(priorities),
      themes: byOrder(themes),
      actions: byOrder(actions),
      milestones: byOrder(milestones),
      indicators: byOrder(indicators),
    },
    barriers: byOrder(it.barriers),
    risks: byOrder(it.risks),
    editions: it.editions
      .toSorted((a, b) => (a.edition.id < b.edition.id ? -1 : 1))
      .map(({ edition, lines }) => ({ edition, lines: byOrder(lines) })),
  }
}

/** Milestones that an entry names which no later one has corrected. */
export const doneMilestones = (updates: readonly Stored<Update>[]): ReadonlySet<string> => {
  const gone = supersededBy(updates)
  return new Set(
    updates.flatMap(({ id, milestoneIds }) => (gone.has(id) ? [] : (milestoneIds ?? []))),
  )
}
