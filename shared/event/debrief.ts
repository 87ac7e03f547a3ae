import type { Block, PictureShown } from '../governance/minutesOf.ts'
import { sayDate } from '../words/dates.ts'
import type { Covered } from './coverage.ts'
import type { Event } from './event.ts'
import type { KitStanding } from './kit.ts'
import { OTHER_DAY, doorsIn, peopleIn } from './tally.ts'
import type { Figures, Tally } from './tally.ts'

/** What a debrief is made of. Names are given by whoever shows it; ids mean nothing to its readers. */
export interface DebriefGround {
  event: Event
  marking: string
  where: string
  tally: Tally
  coverage: readonly Covered[]
  kit: readonly KitStanding[]
  /** Findings of the day by the agency they are for, each in a line: "Graffiti, Brookfield Road – put right". */
  findings: readonly { agency: string; lines: readonly string[] }[]
  agencyName: (id: string) => string
  /** What the day counted into: "A.3 Target hardening: 41 towards 40 households". */
  counted: readonly string[]
  /** How many people were there, as the roster says. */
  people: number
  /** How many photos of the day there are; those the document shows; and how many it should show and cannot. */
  photos: number
  pictures: readonly PictureShown[]
  missing: number
}

const figureWords: readonly [keyof Figures, one: string, many: string][] = [
  ['contacts', 'person spoken to at their door', 'people spoken to at their doors'],
  ['noAnswer', 'door where nobody answered', 'doors where nobody answered'],
  ['audience', 'person at a session or stall', 'people at sessions or stalls'],
  ['vehicles', 'vehicle stopped', 'vehicles stopped'],
  ['advice', 'piece of advice given', 'pieces of advice given'],
  ['items', 'item given out', 'items given out'],
  ['referrals', 'referral to an agency', 'referrals to agencies'],
  ['vulnerable', 'person flagged as vulnerable', 'people flagged as vulnerable'],
  ['findings', 'finding', 'findings'],
]

const number = (count: number) => count.toLocaleString('en-GB')

/** "12 doors where nobody answered": every figure that is not nought, in words. */
export const sayFigures = (figures: Figures): string[] =>
  figureWords
    .filter(([name]) => figures[name] > 0)
    .map(([name, one, many]) => `${number(figures[name])} ${figures[name] === 1 ? one : many}`)

/** Figures by something, the largest name first as it was given: a table with a column for each figure there is. */
function tableOf(head: string, rows: readonly (readonly [string, Figures])[]): Block[] {
  const used = figureWords.filter(([name]) => rows.some(([, figures]) => figures[name] > 0))
  if (rows.length === 0 || used.length === 0) return []
  return [
    {
      is: 'table',
      head: [head, ...used.map(([name]) => columnWords[name])],
      rows: rows.map(([label, figures]) => [label, ...used.map(([name]) => number(figures[name]))]),
    },
  ]
}

export const columnWords: Record<keyof Figures, string> = {
  ...{ contacts: 'Contacts', noAnswer: 'No answer', audience: 'Audience', vehicles: 'Vehicles' },
  ...{ advice: 'Advice', items: 'Items', referrals: 'Referrals', vulnerable: 'Vulnerable' },
  findings: 'Findings',
}

const text = (words: string | null | undefined): Block[] =>
  words?.trim() ? [{ is: 'text', text: words.trim() }] : []
const headed = (heading: string, blocks: readonly Block[]): Block[] =>
  blocks.length > 0 ? [{ is: 'heading', text: heading }, ...blocks] : []
const lines = (all: readonly string[]): Block[] =>
  all.map((it) => ({ is: 'text', text: `• ${it}` }))

/** The day as a document: figures, streets, agencies, findings, what is next, thanks. Empty parts are left out. */
export function debriefOf(it: DebriefGround): Block[] {
  const { event, tally, coverage } = it
  const times = [event.startsAt, event.endsAt].filter(Boolean).join('–')
  const named = (groups: ReadonlyMap<string, number>, nameOf: (key: string) => string) =>
    [...groups]
      .filter(([, count]) => count > 0)
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .map(([key, count]) => `${nameOf(key) || 'Not said'}: ${number(count)}`)
  const agencies = [...tally.byAgency].map(
    ([id, figures]) => [it.agencyName(id) || 'Agency not said', figures] as const,
  )
  const hours = [...tally.byHour]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([hour, figures]) => [hour === OTHER_DAY ? 'Another day' : `${hour}:00`, figures] as const)
  return [
    { is: 'text', text: it.marking },
    { is: 'title', text: `Debrief: ${event.title}` },
    {
      is: 'text',
      text: [event.kind, sayDate(event.onDate, ''), times, it.where].filter(Boolean).join(' · '),
    },
    ...text(event.went),
    ...headed('The day in figures', [
      ...lines(sayFigures(tally.all)),
      ...(it.photos > 0
        ? lines([`${number(it.photos)} ${it.photos === 1 ? 'photo' : 'photos'}`])
        : []),
    ]),
    ...headed('Streets', coverage.length > 0 ? [streetTable(coverage)] : []),
    ...headed(
      'By agency',
      tableOf(
        'Agency',
        agencies.toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
    ),
    ...headed('By hour', tableOf('From', hours)),
    ...headed('Given out', lines(named(tally.items, (what) => what))),
    ...headed('Who was reached', lines(named(tally.audiences, (what) => what))),
    ...headed('Drivers stopped', lines(named(tally.options, (what) => what))),
    ...headed('Referred to', lines(named(tally.referredTo, it.agencyName))),
    ...headed(
      'Findings',
      it.findings.flatMap(({ agency, lines: all }): Block[] => [
        { is: 'labelled', label: agency, text: all.join('; ') },
      ]),
    ),
    ...headed('Photos', photosIn(it)),
    ...headed(
      'Kit not accounted for',
      lines(
        it.kit
          .filter(({ missing }) => missing !== 0)
          .map(({ what, missing }) =>
            missing > 0 ? `${what}: ${missing} missing` : `${what}: ${-missing} more than went out`,
          ),
      ),
    ),
    ...headed('What it counts towards', lines(it.counted)),
    ...headed('What is next', text(event.next)),
    ...headed('Thanks', text(event.thanks?.trim() ? event.thanks : thanksTo(it))),
  ]
}

/** What is left out is said: nobody should take a document for all there is. */
function photosIn({ photos, pictures, missing }: DebriefGround): Block[] {
  const wanted = pictures.length + missing
  const words = [
    wanted > 0 && wanted < photos ? `${wanted} of the day’s ${number(photos)} photos.` : '',
    missing > 0
      ? `${missing === 1 ? '1 photo is' : `${number(missing)} photos are`} missing here: this device does not have ${missing === 1 ? 'it' : 'them'} and could not fetch ${missing === 1 ? 'it' : 'them'}.`
      : '',
  ]
  return [
    ...(pictures.length > 0 ? [{ is: 'pictures' as const, pictures }] : []),
    ...text(words.filter(Boolean).join(' ')),
  ]
}

const streetTable = (coverage: readonly Covered[]): Block => ({
  is: 'table',
  head: ['Street', 'Doors tried', 'Answered', 'Homes', 'Finished'],
  rows: coverage.map(({ name, tried, answered, homes, isDone }) => [
    ...[name, number(tried), number(answered)],
    ...[homes === null ? 'not known' : number(homes), isDone ? 'yes' : 'no'],
  ]),
})

/** "Thank you to the 18 people from 6 agencies who were there." */
export function thanksTo({
  event,
  people,
  tally,
}: Pick<DebriefGround, 'event' | 'people' | 'tally'>) {
  const agencies = new Set([...event.agencyIds, event.leadAgencyId, ...tally.byAgency.keys()])
  const count = [...agencies].filter(Boolean).length
  if (people === 0 && count === 0) return ''
  const who = people > 0 ? `the ${people === 1 ? 'one person' : `${number(people)} people`}` : 'all'
  const from = count > 0 ? ` from ${count === 1 ? 'one agency' : `${count} agencies`}` : ''
  return `Thank you to ${who}${from} who were there.`
}

function given({ items, advice, referrals }: Figures): string {
  const parts = [
    items > 0 ? `${number(items)} ${items === 1 ? 'item' : 'items'} given out` : '',
    advice > 0 ? `advice given ${advice === 1 ? 'once' : `${number(advice)} times`}` : '',
    referrals > 0 ? `${number(referrals)} ${referrals === 1 ? 'referral' : 'referrals'}` : '',
  ].filter(Boolean)
  const words = parts.join(', ')
  return words && `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/** The day in one paragraph, for the log of the actions it counts towards. */
export function debriefParagraph({
  event,
  where,
  tally,
  coverage,
  findings,
}: DebriefGround): string {
  const { all } = tally
  const finished = coverage.filter(({ isDone }) => isDone).length
  const doors = doorsIn(all)
  const sentences = [
    `${event.title}, ${sayDate(event.onDate, '')}${where ? `, ${where}` : ''}.`,
    peopleIn(all) > 0
      ? `${number(peopleIn(all))} ${peopleIn(all) === 1 ? 'person' : 'people'} spoken to${doors > 0 ? `, ${number(doors)} doors tried` : ''}.`
      : '',
    given(all),
    coverage.length > 0 ? `${finished} of ${coverage.length} streets finished.` : '',
    all.findings > 0
      ? `${number(all.findings)} ${all.findings === 1 ? 'finding' : 'findings'}${findings.length > 0 ? `, for ${findings.map(({ agency }) => agency).join(', ')}` : ''}.`
      : '',
    event.next?.trim() ? `Next: ${event.next.trim()}` : '',
  ]
  return sentences.filter(Boolean).join(' ')
}
