import type { Component } from 'svelte'
import { placeAt } from '../../../../../shared/figures/view.ts'
import type { Place, Subject } from '../../../../../shared/figures/view.ts'
import type { Shell } from '$lib/shell.svelte.ts'

/**
 * The rooms of the overview: /overview is the partnership, /overview/priority/ID and the same of an agency, a
 * ward and a group are theirs, and /behind after any of them opens a figure. One route with a table, for
 * each route is named in what every phone loads first.
 */
export interface RoomProps {
  shell: Shell
  subject: Subject | null
}

const rooms: Readonly<Record<Place['room'], () => Promise<{ default: Component<RoomProps> }>>> = {
  dashboard: () => import('./Dashboard.svelte'),
  behind: () => import('./behind/BehindRoom.svelte'),
  groups: () => import('./Groups.svelte'),
}

/** The room at an address after /overview; null where there is none. */
export function roomAt(path: string) {
  const place = placeAt(path)
  return place && { open: rooms[place.room], subject: place.subject }
}

/** Fetches what an open room leads to, so that it opens without signal too. */
export const fetchAll = () =>
  Object.values(rooms).forEach((open) => void open().catch(() => undefined))
