import type { Component } from 'svelte'
import { may } from '../../../../../shared/access/may.ts'
import { actorOf } from '$lib/actor.ts'
import type { Shell } from '$lib/shell.svelte.ts'

/**
 * The rooms of the plan, by the first word of their address: /plan/review. Which plan is meant stands in
 * `?plan=`. They are one route with a table because each route is named in what every phone loads first,
 * and these are the desk's.
 */
export interface RoomProps {
  shell: Shell
  /** What stands after the room's word: /plan/write/ACTION gives ["ACTION"]. */
  more: readonly string[]
}

interface Room {
  label: string
  /** Shown in the row of rooms; others are reached from where they are needed. */
  isListed?: false
  /** Who finds it in the row of rooms; everybody, when absent. */
  isFor?: (shell: Shell) => boolean
  open: () => Promise<{ default: Component<RoomProps> }>
}

/** In the order of the work. The first has no word of its own. */
export const planRooms: Readonly<Record<string, Room>> = {
  '': { label: 'Plan', open: () => import('./read/Read.svelte') },
  write: {
    label: 'Write',
    isFor: (shell) => may(actorOf(shell), 'create', { kind: 'priority', data: {} }),
    open: () => import('./write/Write.svelte'),
  },
  review: { label: 'Review', open: () => import('./review/Review.svelte') },
  barriers: { label: 'Barriers', open: () => import('./barriers/Barriers.svelte') },
  risks: { label: 'Risks', open: () => import('./risks/Risks.svelte') },
  money: { label: 'Money', open: () => import('./money/Money.svelte') },
  approval: { label: 'Approval', open: () => import('./approval/Approval.svelte') },
  changes: {
    label: 'Changes since it was approved',
    isListed: false,
    open: () => import('./changes/Changes.svelte'),
  },
  forward: {
    label: 'Roll forward',
    isListed: false,
    open: () => import('./forward/Forward.svelte'),
  },
  compare: { label: 'Compare', isListed: false, open: () => import('./compare/Compare.svelte') },
}

/** The room at an address after /plan/; null where there is none. */
export function roomAt(address: string): { room: Room; word: string; more: string[] } | null {
  const [word = '', ...more] = address.split('/').map(decodeURIComponent)
  const room = Object.hasOwn(planRooms, word) ? planRooms[word] : undefined
  return room ? { room, word, more } : null
}

export const addressOf = (word: string, planId: string, ...more: readonly string[]) =>
  `/${['plan', word, ...more.map(encodeURIComponent)].filter(Boolean).join('/')}?plan=${encodeURIComponent(planId)}`
