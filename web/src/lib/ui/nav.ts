import type { IconName } from './icons'

export type NavItem = { href: string; label: string; icon?: IconName; count?: number }

/** The item whose address is the longest beginning of the path: where I am, even two pages deep. */
export const currentHref = (items: NavItem[], path: string): string | undefined =>
  items
    .map((item) => item.href)
    .filter((href) => path === href || path.startsWith(href.replace(/\/?$/, '/')))
    .sort((a, b) => b.length - a.length)[0]
