import type { Component } from 'svelte'
import type { Shell } from '$lib/shell.svelte.ts'

/**
 * The rooms of the assessment, by the last word of their address: /assessment/EDITION/sure. They are one
 * route with a table because each route is named in what every phone loads first, and these are the desk's.
 */
export interface RoomProps {
  shell: Shell
  editionId: string
}

interface Room {
  label: string
  open: () => Promise<{ default: Component<RoomProps> }>
}

/** What stands under one edition, in the order of the work. The first has no word of its own. */
export const editionRooms = {
  '': { label: 'Matrix', open: () => import('./matrix/Matrix.svelte') },
  counts: { label: 'From counts', open: () => import('./counts/FromCounts.svelte') },
  sure: { label: 'How sure?', open: () => import('./sure/Sure.svelte') },
  months: { label: 'By month', open: () => import('./months/Months.svelte') },
  places: { label: 'By ward', open: () => import('./places/Places.svelte') },
  moved: { label: 'What moved', open: () => import('./moved/Moved.svelte') },
  drivers: { label: 'Drivers', open: () => import('./drivers/Drivers.svelte') },
  survey: { label: 'Survey', open: () => import('./survey/SurveyRoom.svelte') },
  findings: { label: 'Findings', open: () => import('./findings/Findings.svelte') },
} as const satisfies Record<string, Room>
export type RoomWord = keyof typeof editionRooms

const year: Room = { label: 'The year', open: () => import('./year/Year.svelte') }
const load: Room = { label: 'Load data', open: () => import('./load/Load.svelte') }
const begin: Room = { label: 'Begin an edition', open: () => import('./begin/Begin.svelte') }

/** The room at an address after /assessment/; null where there is none. */
export function roomAt(address: string): { room: Room; editionId: string } | null {
  const [editionId = '', word = '', ...more] = address.split('/').map(decodeURIComponent)
  if (more.length > 0) return null
  if (editionId === '') return { room: year, editionId: '' }
  if (editionId === 'begin' && word === '') return { room: begin, editionId: '' }
  if (editionId === 'load' && word === '') return { room: load, editionId: '' }
  if (!Object.hasOwn(editionRooms, word)) return null
  return { room: editionRooms[word as RoomWord], editionId }
}

export const addressOf = (editionId: string, word: RoomWord = '') =>
  `/assessment/${editionId}${word && `/${word}`}`
