import { creating, district } from '../sync/office.ts'
import type { Mutation } from '../../shared/sync/protocol.ts'

export const PARTNERSHIP = 'ashford'

const member = (name: string, role: string, agencyId: string, groupIds: string[] = []) => ({
  ...{ name, role, agencyId, wardIds: [], groupIds },
})

/** Who has phones. The first two may write in the same fields. */
export const people = ['manager', 'lead', 'analyst', 'pcso'] as const

const plan = (title: string) => ({ ...district.plan, title })
const cells = Object.fromEntries(['volume', 'harm', 'trend'].map((id) => [id, { score: 1 }]))

type Line = readonly [kind: string, id: string, entry: unknown]

/** A small partnership in which everything that can happen to a phone can happen. */
export const rows: readonly Line[] = [
  ['agency', 'police', { ...district.agency, name: 'Kent Police', aliases: [] }],
  ['member', 'lead', member('Lead officer', 'priority lead', 'council', ['board'])],
  ['member', 'analyst', member('Analyst', 'analyst', 'police')],
  ['member', 'pcso', member('PCSO', 'contributor', 'police', ['board'])],
  ['plan', 'plan', plan('Rolling plan')],
  ['plan', 'plan-b', plan('Delivery plan')],
  ...['plan', 'plan-b'].flatMap((planId): Line[] => [
    ['priority', `priority-${planId}`, { ...district.priority, planId }],
    ['theme', `theme-${planId}`, { ...district.theme, priorityId: `priority-${planId}` }],
    ['action', `action-${planId}`, actionIn(planId)],
  ]),
  [
    'edition',
    'edition',
    {
      ...{ matrix: 'priority', label: '2026', fromOn: '2026-04-01', toOn: '2027-03-31' },
      variables: Object.keys(cells).map((id) => ({ id, label: id })),
      method: { minScore: 0, maxScore: 5, bands: [{ id: 'green', from: 0 }] },
    },
  ],
  ['matrixRow', 'line', { editionId: 'edition', label: 'Burglary', order: 1, cells }],
  [
    'event',
    'roadshow',
    { title: 'Roadshow', kind: 'roadshow', onDate: '2026-12-01', wardIds: [], agencyIds: [] },
  ],
]

export function actionIn(planId: string, themeId = `theme-${planId}`) {
  const { action } = district
  return { ...action, planId, priorityId: `priority-${planId}`, themeId, ownerIds: [] }
}

export const founding: readonly Mutation[] = [
  creating('partnership', PARTNERSHIP, { name: 'Ashford CSP', place: 'Ashford' }, 1),
  creating('agency', 'council', district.agency, 2),
  creating('group', 'board', { name: 'Board', kind: 'board' }, 3),
  creating('member', 'manager', member('CSP manager', 'administrator', 'council', ['board']), 4),
]
