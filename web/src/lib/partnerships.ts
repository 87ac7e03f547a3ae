import { api } from './api.ts'
import { ask } from './answer.ts'

/** What an operator of the deployment says to start a partnership in it. */
export interface Founding {
  name: string
  place: string
  /** The lead council, which is the first responsible authority. */
  council: string
  administrator: { name: string; email: string }
  binding: string
}

/** Starts it, and invites its first administrator. */
export const startPartnership = (founding: Founding) =>
  ask((it) => api.partnerships.$post({ json: { id: idOf(founding.place), ...founding } }, it))

/** Its id is its place, as addresses spell one: "Tunbridge Wells" is tunbridge-wells. */
const idOf = (place: string) =>
  place
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
