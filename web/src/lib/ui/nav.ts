import type { IconName } from './icons'

export type NavItem = {
  href: string
  label: string
  icon?: IconName
  count?: number
  covers?: string[] // other addresses that are part of this place
}

/** The item whose address is the longest beginning of the path: where I am, even two pages deep. */
export const currentHref = (items: NavItem[], path: string): string | undefined =>
  items
    .flatMap(({ href, covers = [] }) => [href, ...covers].map((at) => ({ href, at })))
    .filter(({ at }) => path === at || path.startsWith(at.replace(/\/?$/, '/')))
    .sort((a, b) => b.at.length - a.at.length)[0]?.href
