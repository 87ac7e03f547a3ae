import type { NavItem } from './ui/nav.ts'

/** The phone has room for four. */
export const fieldNav: NavItem[] = [
  { href: '/patch', label: 'My patch', icon: 'patch' },
  { href: '/plan', label: 'Plan', icon: 'plan' },
  { href: '/overview', label: 'Overview', icon: 'chart' },
  { href: '/more', label: 'More', icon: 'menu' },
]

export const officeNav: NavItem[] = [
  { href: '/overview', label: 'Overview', icon: 'chart' },
  { href: '/plan', label: 'Plan', icon: 'plan' },
  { href: '/assessment', label: 'Assessment', icon: 'matrix' },
  { href: '/targets', label: 'Targets', icon: 'target' },
  { href: '/patch', label: 'My patch', icon: 'patch' },
  { href: '/more', label: 'More', icon: 'menu' },
]
