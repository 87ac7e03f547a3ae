import { dateInUk } from '../../../shared/words/dates.ts'

/** Today in the United Kingdom. It moves on by itself at midnight, on a screen left open too. */
let date = $state(dateInUk(new Date()))

setInterval(() => {
  const now = dateInUk(new Date())
  if (now !== date) date = now
}, 30_000)

export const today = () => date
