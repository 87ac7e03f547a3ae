import type { Create, Making } from './yearEnd.ts'
import { hereOrNull } from './yearEnd.ts'
import { nextId } from './ids.ts'

export interface Headings {
  /** Where an action of the old plan stands in the new one. */
  placeOf: (action: { priorityId: string; themeId: string }) => {
    priorityId: string
    themeId: string
  }
  priorityOf: (oldId: string | null | undefined) => string | null
}

/**
 * Carries every priority and its themes, those without an open action as well: to end a priority is the
 * board's to decide. An action whose priority or theme was taken out is not lost: it gets one that says so.
 */
export function carryHeadings({ it, planId, creates, lines }: Making): Headings {
  const { priorities, themes } = it.rows
  const priorityIds = new Map(priorities.map(({ id }) => [id, nextId('priority', planId, id)]))
  const kept = themes.filter(({ priorityId }) => priorityIds.has(priorityId))
  const themeIds = new Map(kept.map(({ id }) => [id, nextId('theme', planId, id)]))
  for (const { id, ...priority } of priorities) {
    const leadAgencyId = hereOrNull(it, 'agency', priority.leadAgencyId)
    const entry = { ...priority, planId, leadAgencyId, carriedFromId: id }
    creates.push({ kind: 'priority', id: priorityIds.get(id) ?? '', entry })
    const reason = 'To end a priority is for the board to decide'
    lines.push({ kind: 'priority', id, name: priority.title, what: 'carried', reason })
  }
  for (const { id, ...theme } of kept) {
    const priorityId = priorityIds.get(theme.priorityId) ?? ''
    creates.push({ kind: 'theme', id: themeIds.get(id) ?? '', entry: { ...theme, priorityId } })
  }
  const once = new Set<string>()
  const need = (create: Create) => {
    if (!once.has(create.id)) creates.push(create)
    once.add(create.id)
    return create.id
  }
  const withoutPriority = () =>
    need({
      kind: 'priority',
      id: nextId('priority', planId, 'none'),
      entry: {
        ...{ planId, kind: 'priority', title: 'Actions without a priority' },
        ...{ order: 1000, leadAgencyId: null },
      },
    })
  const withoutTheme = (priorityId: string) =>
    need({
      kind: 'theme',
      id: nextId('theme', planId, `none of ${priorityId}`),
      entry: { priorityId, label: 'Actions without a theme', order: 1000, fourP: null },
    })
  return {
    priorityOf: (oldId) => (oldId && priorityIds.get(oldId)) || null,
    placeOf: (action) => {
      const priorityId = priorityIds.get(action.priorityId) ?? withoutPriority()
      // Two people may have moved it at once: under a theme of another priority nobody would find it.
      const isInside = kept.some(
        ({ id, priorityId: at }) => id === action.themeId && at === action.priorityId,
      )
      const themeId = isInside ? themeIds.get(action.themeId) : null
      return { priorityId, themeId: themeId ?? withoutTheme(priorityId) }
    },
  }
}
