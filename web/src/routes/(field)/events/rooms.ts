import type { Component } from 'svelte'
import type { Shell } from '$lib/shell.svelte.ts'

/**
 * The rooms of events: /events, /events/new, and of one event /events/ID and /events/ID/log and so on. One
 * route with a table: each route is named in what every phone loads first, and each room is fetched
 * when it is opened. All of them are kept on the phone.
 */
export interface RoomProps {
  shell: Shell
  /** Empty for the list and for a new one. */
  eventId: string
}

interface Room {
  label: string
  open: () => Promise<{ default: Component<RoomProps> }>
}

const list: Room = { label: 'Events', open: () => import('./list/List.svelte') }
const fresh: Room = { label: 'Plan an event', open: () => import('./form/NewEvent.svelte') }

export const eventRooms: Readonly<Record<string, Room>> = {
  '': { label: 'Tally', open: () => import('./overview/Overview.svelte') },
  log: { label: 'Log', open: () => import('./log/Log.svelte') },
  entries: { label: 'Entries', open: () => import('./entries/Entries.svelte') },
  team: { label: 'Team', open: () => import('./team/Team.svelte') },
  lists: { label: 'Lists and kit', open: () => import('./lists/Lists.svelte') },
  findings: { label: 'Findings', open: () => import('./found/Found.svelte') },
  debrief: { label: 'Debrief', open: () => import('./debrief/Debrief.svelte') },
  edit: { label: 'Change', open: () => import('./form/EditEvent.svelte') },
}

/** The room at an address after /events/; null where there is none. */
export function roomAt(address: string): { room: Room; eventId: string } | null {
  const [eventId = '', word = '', ...more] = address.split('/').map(decodeURIComponent)
  if (more.length > 0) return null
  if (eventId === '') return { room: list, eventId }
  if (eventId === 'new' && word === '') return { room: fresh, eventId: '' }
  const room = Object.hasOwn(eventRooms, word) ? eventRooms[word] : undefined
  return room ? { room, eventId } : null
}
