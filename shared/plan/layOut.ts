interface Placed {
  action: Place
}
interface Place {
  id: string
  priorityId: string
  themeId: string
  order: number
  alsoPriorityIds?: readonly string[] | null | undefined
}
interface Ordered {
  id: string
  order: number
}

export interface LaidOut<P, T, A> {
  /** Null for what stands under no priority of the plan any more. */
  priority: P | null
  /** A theme that is null holds what stands under no theme of this priority. */
  themes: { theme: T | null; listed: A[] }[]
  /** Its own, and those listed elsewhere that serve it too: what it is counted by. */
  counted: A[]
}

/**
 * A plan as it is read. Each action stands in one place exactly: two people who move it at once may leave
 * it with one's priority and the other's theme, and a theme may be taken out from above it, and neither
 * must make it disappear.
 */
export function layOut<
  P extends Ordered,
  T extends Ordered & { priorityId: string },
  A extends Placed,
>(priorities: readonly P[], themes: readonly T[], actions: readonly A[]): LaidOut<P, T, A>[] {
  const known = new Set(priorities.map(({ id }) => id))
  const own = groupBy(actions, ({ action }) =>
    known.has(action.priorityId) ? action.priorityId : '',
  )
  const serving = groupBy(
    actions.flatMap((listed) =>
      [...new Set(listed.action.alsoPriorityIds ?? [])]
        .filter((id) => id !== listed.action.priorityId)
        .map((id) => ({ id, listed })),
    ),
    ({ id }) => id,
  )
  const headings = groupBy(themes, ({ priorityId }) => priorityId)
  const laid = priorities.toSorted(byOrder).map((priority): LaidOut<P, T, A> => {
    const mine = own.get(priority.id) ?? []
    const also = serving.get(priority.id) ?? []
    const parts = partsOf((headings.get(priority.id) ?? []).toSorted(byOrder), mine)
    return { priority, themes: parts, counted: [...mine, ...also.map(({ listed }) => listed)] }
  })
  const homeless = own.get('') ?? []
  if (homeless.length > 0)
    laid.push({ priority: null, themes: partsOf<T, A>([], homeless), counted: homeless })
  return laid
}

function partsOf<T extends Ordered, A extends Placed>(themes: readonly T[], actions: readonly A[]) {
  const known = new Set(themes.map(({ id }) => id))
  const sorted = actions.toSorted((a, b) => byOrder(a.action, b.action))
  const groups = groupBy(sorted, ({ action }) => (known.has(action.themeId) ? action.themeId : ''))
  const parts: { theme: T | null; listed: A[] }[] = themes.map((theme) => ({
    theme,
    listed: groups.get(theme.id) ?? [],
  }))
  const rest = groups.get('')
  return rest ? [...parts, { theme: null, listed: rest }] : parts
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

const byOrder = (a: Ordered, b: Ordered) => a.order - b.order || (a.id < b.id ? -1 : 1)
