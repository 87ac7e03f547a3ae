import type { Component } from 'svelte'
import type { Shell } from '$lib/shell.svelte.ts'

/** The rooms of findings: /findings, /findings/new and /findings/ID. Fetched when opened, kept on the phone. */
export interface RoomProps {
  shell: Shell
  /** Empty for the list and for a new one. */
  findingId: string
}

type Open = () => Promise<{ default: Component<RoomProps> }>

const list: Open = () => import('./list/List.svelte')
const fresh: Open = () => import('./form/NewFinding.svelte')
const one: Open = () => import('./one/One.svelte')

/** The room at an address after /findings/; null where there is none. */
export function roomAt(address: string): { open: Open; findingId: string } | null {
  const [id = '', ...more] = address.split('/').map(decodeURIComponent)
  if (more.length > 0) return null
  if (id === '') return { open: list, findingId: '' }
  return id === 'new' ? { open: fresh, findingId: '' } : { open: one, findingId: id }
}
