import type { Role } from '../../../shared/access/role.ts'
import type { NavItem } from './ui/nav.ts'

const patch: NavItem = { href: '/patch', label: 'My patch', icon: 'patch' }
const plan: NavItem = { href: '/plan', label: 'Plan', icon: 'plan' }
const overview: NavItem = { href: '/overview', label: 'Overview', icon: 'chart' }
const events: NavItem = { href: '/events', label: 'Events', icon: 'calendar' }
const findings: NavItem = { href: '/findings', label: 'Findings', icon: 'pin' }
const covers = ['/account', '/sync', '/attention']
const more: NavItem = { href: '/more', label: 'More', icon: 'menu', covers }

/** The phone has room for four: outdoors other things are wanted than at a desk. */
export const fieldNav = (role: Role): NavItem[] => [patch, ...wanted(role), more]
const wanted = (role: Role) => (isOutdoors(role) ? [events, findings] : [plan, overview])
const isOutdoors = (role: Role) => role === 'contributor' || role === 'event helper'

/** What the four have no room for stands on the last page. */
export const furtherNav = (role: Role): NavItem[] =>
  role === 'event helper' ? [] : isOutdoors(role) ? [plan, overview] : [events, findings]

/** The rail of a desk: for who looks after the partnership, and for who leads, a place more. */
export function officeNav(role: Role): NavItem[] {
  return [
    overview,
    plan,
    { href: '/assessment', label: 'Assessment', icon: 'matrix' },
    { href: '/indicators', label: 'Indicators', icon: 'target' },
    ...meetingsNav(role),
    events,
    findings,
    ...attentionNav(role),
    ...partnershipNav(role).slice(0, 1),
    patch,
    { href: '/more', label: 'More', icon: 'menu', covers: ['/account', '/sync'] },
  ]
}

/** Meetings are for whoever sits in one: on the rail, and on a phone's last page. */
export const meetingsNav = (role: Role): NavItem[] =>
  role === 'contributor' || role === 'event helper'
    ? []
    : [{ href: '/meetings', label: 'Meetings', icon: 'calendar' }]

/** Who may settle what others wrote finds the open questions in one place; nobody else has any there. */
export function attentionNav(role: Role): NavItem[] {
  const settles = role === 'administrator' || role === 'manager' || role === 'priority lead'
  return settles ? [{ href: '/attention', label: 'Needs attention', icon: 'warning' }] : []
}

/** Where a role finds the partnership's own affairs: one place on the rail and on the phone's last page. */
export function partnershipNav(role: Role): NavItem[] {
  if (role === 'priority lead') return [{ href: '/passes', label: 'Passes', icon: 'calendar' }]
  if (role !== 'administrator' && role !== 'manager') return []
  const covers = ['/passes', '/audit', '/settings']
  return [{ href: '/people', label: 'Partnership', icon: 'people', covers }]
}
