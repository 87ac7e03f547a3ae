import type { Plan } from '../plan.ts'
import type { Theme } from '../theme.ts'

type PlanTheme = NonNullable<Plan['themes']>[number]

const fourPs: Readonly<Record<string, NonNullable<Theme['fourP']>>> = {
  prepare: 'prepare',
  protect: 'protect',
  prevent: 'prevent',
  pursue: 'pursue',
}
const MOST = 20

/**
 * The headings a plan's priorities begin with, one a line, in the partnership's order and words. A line
 * that begins with one of the 4Ps stands for it, whatever else it says; one that stood for a P keeps it.
 */
export function readThemes(lines: string, stood: Plan['themes']): PlanTheme[] {
  const labels = lines
    .split('\n')
    .map((line) =>
      line
        .replace(/^[\s•*-]+/, '')
        .trim()
        .slice(0, 300),
    )
    .filter(Boolean)
  return [...new Set(labels)].slice(0, MOST).map((label) => {
    const kept = stood?.find((it) => it.label === label)
    const first = /^[a-z]+/.exec(label.toLowerCase())?.[0] ?? ''
    return kept ?? { label, fourP: fourPs[first] ?? null }
  })
}

export const writeThemes = (themes: Plan['themes']) =>
  (themes ?? []).map(({ label }) => label).join('\n')
