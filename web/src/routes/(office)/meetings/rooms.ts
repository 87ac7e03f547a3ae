import type { Component } from 'svelte'
import type { Shell } from '$lib/shell.svelte.ts'

/**
 * The rooms of meetings: /meetings, /meetings/new, and of one meeting /meetings/ID, /meetings/ID/take,
 * /meetings/ID/minutes and /meetings/ID/show. /meetings/show is of no meeting. One route with a table, for
 * each route is named in what every phone loads first.
 */
export interface RoomProps {
  shell: Shell
  /** Empty for the list, for a new one and where something is shown without any. */
  meetingId: string
}

interface Room {
  label: string
  open: () => Promise<{ default: Component<RoomProps> }>
}

const list: Room = { label: 'Meetings', open: () => import('./list/List.svelte') }
const fresh: Room = { label: 'Plan a meeting', open: () => import('./list/NewMeeting.svelte') }
const show: Room = { label: 'Show on a screen', open: () => import('./show/Show.svelte') }

export const meetingRooms: Readonly<Record<string, Room>> = {
  '': { label: 'Agenda', open: () => import('./meeting/Meeting.svelte') },
  take: { label: 'Take minutes', open: () => import('./take/Take.svelte') },
  minutes: { label: 'Minutes', open: () => import('./minutes/Minutes.svelte') },
  show,
}

/** The room at an address after /meetings/; null where there is none. */
export function roomAt(address: string): { room: Room; meetingId: string } | null {
  const [meetingId = '', word = '', ...more] = address.split('/').map(decodeURIComponent)
  if (more.length > 0) return null
  if (meetingId === '') return { room: list, meetingId }
  if (meetingId === 'show' && word === '') return { room: show, meetingId: '' }
  if (meetingId === 'new' && word === '') return { room: fresh, meetingId: '' }
  const room = Object.hasOwn(meetingRooms, word) ? meetingRooms[word] : undefined
  return room ? { room, meetingId } : null
}

export const addressOf = (meetingId: string, word = '') =>
  `/${['meetings', encodeURIComponent(meetingId), word].filter(Boolean).join('/')}`
