import { LEASE_DAYS } from '../../../shared/access/lease.ts'
import { keptDays } from '../../../shared/partnership/partnership.ts'
import type { Partnership } from '../../../shared/partnership/partnership.ts'
import type { Shell } from './shell.svelte.ts'
import { plural } from './words.ts'

/** What a partnership has decided for itself. */
export const settingsOf = (partnership: Partnership) => ({
  leaseDays: partnership.leaseDays ?? LEASE_DAYS,
  ...keptDays(partnership.retention),
  isOnLegalHold: partnership.isOnLegalHold ?? false,
})

export const changeSettings = ({ store }: Shell, id: string, changes: Partial<Partnership>) =>
  store.edit('partnership', id, changes)

const YEAR = 365

/** Periods to choose from; one in force that is not among them stays as it is. */
export const periods = (days: readonly number[], current: number) =>
  [...new Set([...days, current])]
    .sort((a, b) => a - b)
    .map((it) => ({ value: String(it), label: sayPeriod(it) }))

export const sayPeriod = (days: number) =>
  days % YEAR === 0 ? plural(days / YEAR, 'year') : plural(days, 'day')

export const years = (...counts: number[]) => counts.map((count) => count * YEAR)
