interface WithRef {
  id: string
  ref: string
  mergedIntoId?: string | null | undefined
}

/** Refs are one to the person who reads them out: "ASB  2.3" and "asb 2.3". */
const plainRef = (ref: string) =>
  ref.trim().replaceAll(/\s+/g, ' ').replace(/\.$/, '').toLowerCase()

/**
 * Actions whose ref another one of the plan has too, each with those others. What was merged into another
 * action keeps the ref it was printed with and takes nobody's.
 */
export function repeatedRefs<T extends WithRef>(actions: readonly T[]): Map<string, T[]> {
  const byRef = new Map<string, T[]>()
  for (const action of actions) {
    const ref = plainRef(action.ref)
    if (ref === '' || action.mergedIntoId) continue
    byRef.set(ref, [...(byRef.get(ref) ?? []), action])
  }
  const repeated = new Map<string, T[]>()
  for (const same of byRef.values()) {
    if (same.length < 2) continue
    for (const { id } of same)
      repeated.set(
        id,
        same.filter((it) => it.id !== id),
      )
  }
  return repeated
}

/** Of the places where a ref is looked for, the first that has one decides how the next is written. */
const NUMBERED = /^(.*?)(\d+)([a-z]?)$/i

/**
 * The ref a new action begins with: one more than the highest of its theme, else of its priority, else the
 * priority's number and ".1"; past every ref that the plan has.
 */
export function nextRef(
  inTheme: readonly string[],
  inPriority: readonly string[],
  inPlan: readonly string[],
  priorityNumber: number,
): string {
  const taken = new Set(inPlan.map(plainRef))
  const [stem, last] = highest(inTheme) ?? highest(inPriority) ?? [`${priorityNumber}.`, 0]
  for (let number = last + 1; ; number++) {
    const ref = `${stem}${number}`
    if (!taken.has(plainRef(ref))) return ref
  }
}

function highest(refs: readonly string[]): [stem: string, number: number] | null {
  const numbered = refs.flatMap((ref) => {
    const [, stem = '', digits] = NUMBERED.exec(ref.trim()) ?? []
    return digits ? [[stem, Number(digits)] as [string, number]] : []
  })
  const stem = numbered.at(-1)?.[0]
  if (stem === undefined) return null
  return [stem, Math.max(...numbered.filter((it) => it[0] === stem).map((it) => it[1]))]
}
