import type { Parcel } from '../data/pages.ts'

/** One line of the list on screen. */
export interface Line {
  id: string
  at: string
  text: string
}

/**
 * One way to keep rows in a browser, used as its own documentation recommends. The harness hands each the same rows
 * and asks each for the same list.
 */
export interface Contender<Handle = unknown> {
  /** Which part of the parcel it takes in. */
  form: 'pages' | 'rows' | 'patch'
  open(name: string): Promise<Handle>
  /**
   * Takes everything in, parsing included. Resolves when the list can be read as this contender's users would read it;
   * `durable` resolves when all of it is kept.
   */
  load(handle: Handle, parcel: Parcel): Promise<{ durable: Promise<unknown> }>
  /** The newest entries, of a kind, for the screen. */
  list(handle: Handle, kind: string, count: number): Promise<Line[]>
  close(handle: Handle): Promise<void>
}
