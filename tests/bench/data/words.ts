import type { Dice } from './dice.ts'

const words =
  `schools visited with the youth team and neighbourhood officers to talk about staying safe door
  alarms fitted after a report of burglary lighting by the underpass has been repaired residents
  asked for more patrols near the station evening sessions well attended posters went up in shops
  and the surgery bikes marked at the market referrals made to early help landlord agreed to new
  locks bus company shared its figures no further incidents since the order was served volunteers
  cleared the alley and the council took the fly tipping away next visit planned for half term`
    .split(/\s+/)
    .filter(Boolean)

export const pickWords = (dice: Dice, count: number): string =>
  Array.from({ length: count }, () => dice.pick(words)).join(' ')

/** Text of about so many characters, give or take a half: some are brief, some are not. */
export function note(dice: Dice, length: number): string {
  const wanted = length * (0.5 + dice.next())
  let text = dice.pick(words)
  while (text.length < wanted) text += ` ${dice.pick(words)}`
  return `${text}.`
}

export const title = (dice: Dice, count: number) => ({
  name: pickWords(dice, count),
  place: dice.pick(words),
})
