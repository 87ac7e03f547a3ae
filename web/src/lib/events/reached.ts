import { createSubscriber } from 'svelte/reactivity'
import type { Reach } from '../../../../shared/event/rollUp.ts'
import type { Shell } from '../shell.svelte.ts'

type WorkOut = (shell: Shell) => ReadonlyMap<string, Reach>

/**
 * How it is worked out comes right behind the first screen, which an old phone must open quickly; whatever
 * has read it is then drawn again.
 */
let workOut: WorkOut | null = null
let isAsked = false
let tellReaders = () => {}
const heedNews = createSubscriber((update) => {
  tellReaders = update
})
const none: ReadonlyMap<string, Reach> = new Map()

/** What the entries of events bring to actions and indicators, by their ids. */
export function reached(shell: Shell): ReadonlyMap<string, Reach> {
  if (workOut) return workOut(shell)
  heedNews()
  if (!isAsked) {
    isAsked = true
    // It is kept on the phone with the app; what could not be fetched is asked for at the next start.
    import('./workOutReach.ts').then(
      (it) => {
        workOut = it.workOutReach
        tellReaders()
      },
      () => undefined,
    )
  }
  return none
}
