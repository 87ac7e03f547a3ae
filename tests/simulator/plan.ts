import { Dice } from './dice.ts'
import { worst } from './faults.ts'
import type { Fault, Rates } from './faults.ts'
import type { Case } from './history.ts'
import type { Deed, Step } from './steps.ts'

/** How often each thing is done or happens, before a history chooses what it is about. */
const usual: Record<Deed, number> = {
  ...{
    record: 10,
    note: 2,
    edit: 16,
    editTwo: 4,
    editPart: 5,
    addAction: 4,
    addTheme: 2,
    takeOut: 4,
  },
  ...{ bringBack: 4, settle: 6, sendAgain: 2 },
  ...{
    goOffline: 5,
    goOnline: 6,
    open: 4,
    openSecond: 2,
    closeTab: 3,
    hide: 1,
    show: 2,
    sendNow: 3,
    tick: 1,
  },
  ...{ copyProfile: 1.2, evict: 0.5, wrongClock: 2, loseConnection: 1, fillDisk: 0.7 },
  ...{
    backUp: 2,
    travel: 1.5,
    restrict: 2,
    regroup: 1.5,
    changeRole: 1,
    deskEdit: 4,
    deskTakeOut: 1,
  },
  ...{ absence: 0.8, oldBuild: 0.5, newBuild: 0.5, upgrade: 0.8, damage: 0.5, rot: 0.3 },
}

/** Always possible; the rest is in a history or is not, so that each has troubles of its own. */
const always: readonly Deed[] = [
  'record',
  'edit',
  'goOnline',
  'open',
  'settle',
  'newBuild',
  'backUp',
  'show',
]

/** Draws a history from a seed. */
export function drawCase(seed: number): Case {
  const dice = new Dice(seed).of('plan')
  const weights = Object.fromEntries(
    (Object.entries(usual) as [Deed, number][]).filter(
      ([deed]) => always.includes(deed) || dice.chance(0.6),
    ),
  ) as Record<Deed, number>
  const rates: Partial<Rates> = {}
  for (const [fault, rate] of Object.entries(worst) as [Fault, number][]) {
    if (dice.chance(0.4)) rates[fault] = Number((rate * dice.next()).toFixed(4))
  }
  const others = ['lead', 'lead', 'analyst', 'pcso', 'manager']
  const people = ['manager', dice.pick(others), ...(dice.chance(0.35) ? [dice.pick(others)] : [])]
  const steps: Step[] = []
  const length = dice.between(6, 26)
  while (steps.length < length) {
    steps.push({
      wait: dice.chance(0.25)
        ? 0
        : dice.chance(0.1)
          ? dice.between(3_000, 20_000)
          : dice.between(0, 1_500),
      do: dice.among(weights),
      phone: dice.between(0, 5),
      dice: Math.floor(dice.next() * 2 ** 31),
    })
  }
  // A restore shows what it can do when much has happened since the backup.
  if ('travel' in weights && dice.chance(0.3)) {
    const made = { wait: 0, phone: 0, dice: 1 }
    steps.splice(dice.between(0, 2), 0, { ...made, do: 'backUp' })
    const back = { wait: dice.between(0, 3_000), phone: 0, dice: dice.between(1, 1e6) }
    steps.splice(dice.between(3, steps.length), 0, { ...back, do: 'travel' })
  }
  return { seed, people, rates, hasPoke: dice.chance(0.5), steps }
}
