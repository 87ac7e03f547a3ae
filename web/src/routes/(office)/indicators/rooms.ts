import type { Component } from 'svelte'
import { mayEnterFigures, mayKeepIndicators } from '$lib/indicators/keep.ts'
import type { Shell } from '$lib/shell.svelte.ts'

/**
 * The rooms of indicators: /indicators, /indicators/enter, /indicators/paste, /indicators/new, and of one
 * indicator /indicators/ID and /indicators/ID/edit. Which plan is meant stands in `?plan=`. One route with
 * a table, for each route is named in what every phone loads first.
 */
export interface RoomProps {
  shell: Shell
  /** Empty where no indicator is meant. */
  indicatorId: string
}

interface Room {
  label: string
  /** Who finds it in the row of rooms; everybody, when absent. */
  isFor?: (shell: Shell) => boolean
  open: () => Promise<{ default: Component<RoomProps> }>
}

/** In the order of the work. The first has no word of its own. */
export const indicatorRooms: Readonly<Record<string, Room>> = {
  '': { label: 'Targets and indicators', open: () => import('./list/List.svelte') },
  enter: {
    label: 'Enter figures',
    isFor: mayEnterFigures,
    open: () => import('./enter/Enter.svelte'),
  },
  paste: {
    label: 'Paste a table',
    isFor: mayEnterFigures,
    open: () => import('./paste/Paste.svelte'),
  },
  new: {
    label: 'Add an indicator',
    isFor: mayKeepIndicators,
    open: () => import('./form/New.svelte'),
  },
}
export const roomsOfOne: Readonly<Record<string, Room>> = {
  '': { label: 'Indicator', open: () => import('./one/One.svelte') },
  edit: { label: 'Change it', open: () => import('./form/Edit.svelte') },
}

/** The room at an address after /indicators/; null where there is none. */
export function roomAt(address: string): { room: Room; indicatorId: string } | null {
  const [first = '', word = '', ...more] = address.split('/').map(decodeURIComponent)
  if (more.length > 0) return null
  const own = Object.hasOwn(indicatorRooms, first) ? indicatorRooms[first] : undefined
  if (own) return word === '' ? { room: own, indicatorId: '' } : null
  const room = Object.hasOwn(roomsOfOne, word) ? roomsOfOne[word] : undefined
  return room ? { room, indicatorId: first } : null
}

export const addressOf = (first: string, word = '', planId = '') =>
  `/${['indicators', first && encodeURIComponent(first), word].filter(Boolean).join('/')}${planId && `?plan=${encodeURIComponent(planId)}`}`
