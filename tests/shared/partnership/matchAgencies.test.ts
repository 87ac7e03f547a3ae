import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchAgencies, writeAgencies } from '../../../shared/partnership/matchAgencies.ts'

const agency = (id: string, name: string, ...aliases: string[]) => ({ id, name, aliases })
const agencies = [
  agency('council', 'Ashford Borough Council', 'ABC', 'Ashford BC'),
  agency('police', 'Kent Police', 'Ashford Police'),
  agency('fire', 'Kent Fire & Rescue Service', 'KFRS', 'Kent Fire & Rescue'),
  agency('county', 'Kent County Council', 'KCC', 'KCC Wardens'),
  agency('probation', 'Kent, Surrey and Sussex Community Rehabilitation Company', 'CRC'),
  agency('nps', 'National Probation Service', 'NPS'),
  agency('csu', 'Community Safety Unit', 'CSU'),
  agency('heads', 'Head Teachers’ Forum', 'Head Teachers'),
  agency('college-group', 'College working group'),
  agency('panel', 'ASB panel'),
  agency('commissioner', 'Police and Crime Commissioner', 'PCC'),
  agency('early-help', 'Early Help', 'EH'),
  agency('childrens', 'KCC Specialist Children’s Services', 'SCS', 'Children’s services'),
  agency('kchft', 'Kent Community Health NHS Foundation Trust', 'KCHFT'),
  agency('rising-sun', 'Rising Sun'),
  agency('street-work', 'Street Work Forum', 'SWF'),
  agency('pastors', 'Street Pastors'),
  agency('sk8side', 'Sk8side CIC', 'Sk8side'),
  agency('hang-10', 'Uprising / Hang 10', 'Uprising', 'Hang 10'),
  agency('addaction', 'Addaction'),
]

type Line = [
  written: string,
  ids: string,
  rest?: { un?: string[]; fits?: string[]; partly?: string[] },
]

/** Every partner that stands in the plans of 2013/14 and 2017/18, as it is printed. */
const lines: Line[] = [
  ['Ashford Borough Council Kent Police', 'council police'],
  [
    'Ashford Borough Council for implementation',
    'council',
    { partly: ['Ashford Borough Council for implementation'] },
  ],
  ['Kent Police for enforcement.', 'police', { partly: ['Kent Police for enforcement'] }],
  ['All members of the College working group', 'college-group'],
  ['ASB panel', 'panel'],
  ['Kent Police Ashford Borough Council', 'police council'],
  [
    'Street Work Forum comprising:- Sk8side CIC; Uprising / Hang 10; Street Pastors',
    'street-work sk8side hang-10 pastors',
  ],
  ['DA coordinator – ABC', 'council', { partly: ['DA coordinator – ABC'] }],
  [
    "DA coordinator - ABC, Early Help, School FLO's",
    'council early-help',
    { un: ["School FLO's"], partly: ['DA coordinator - ABC'] },
  ],
  ['DA Coordinator –Rising Sun', 'rising-sun', { partly: ['DA Coordinator –Rising Sun'] }],
  ['Lead agency – Rising Sun', 'rising-sun'],
  [
    'Members of the Freedom Facilitators group. Including the DA Coordinator.',
    '',
    { un: ['Members of the Freedom Facilitators group. Including the DA Coordinator'] },
  ],
  ['DA Coordinator New outreach worker.', '', { un: ['DA Coordinator New outreach worker'] }],
  [
    'DA coordinator - ABC and KCHFT DA Health Visitor',
    'council kchft',
    { partly: ['DA coordinator - ABC', 'KCHFT DA Health Visitor'] },
  ],
  ['Housing –DA coordinator', '', { un: ['Housing –DA coordinator'] }],
  ['ABC', 'council'],
  ['DA coordinator-ABC', 'council', { partly: ['DA coordinator-ABC'] }],
  ['ABC, Police, KFRS', 'council fire', { fits: ['Police: commissioner police'] }],
  ['ABC, KCC, KFRS', 'council county fire'],
  ['KCC', 'county'],
  ['Police, KFRS', 'fire', { fits: ['Police: commissioner police'] }],
  [
    'ABC, Police, Schools, Health, Voluntary Orgs, Children’s Services',
    'council childrens',
    { un: ['Schools', 'Health', 'Voluntary Orgs'], fits: ['Police: commissioner police'] },
  ],
  [
    'All agencies: ABC, Police\nSchools, Health, Voluntary Organisations,',
    'council',
    {
      un: ['All agencies', 'Schools', 'Health', 'Voluntary Organisations'],
      fits: ['Police: commissioner police'],
    },
  ],
  ['Head teachers EH/SCS', 'heads early-help childrens'],
  ['Addaction, ABC, EH', 'addaction council early-help'],
  ['EH SCS', 'early-help childrens'],
  ['ABC/Police', 'council', { fits: ['Police: commissioner police'] }],
  ['All partners', '', { un: ['All partners'] }],
  ['All', '', { un: ['All'] }],
  ['Drug and alcohol support services', '', { un: ['Drug and alcohol support services'] }],
  [
    'CSU to organise\nAll partners to be invited',
    'csu',
    { un: ['All partners to be invited'], partly: ['CSU to organise'] },
  ],
  ['CSU', 'csu'],
  ['IOM staff from Kent Police and NPS', 'police nps', { partly: ['IOM staff from Kent Police'] }],
  ['CSU in conjunction with Kent Police and KCC wardens', 'csu police county'],
  ['CSU to update the website', 'csu', { partly: ['CSU to update the website'] }],
  ['KCC Wardens Kent Police', 'county police'],
  [
    'All partners but co-ordinated by CSU',
    'csu',
    { partly: ['All partners but co-ordinated by CSU'] },
  ],
  ['CSU/Safeguarding', 'csu', { un: ['Safeguarding'] }],
  ['Human Resources', '', { un: ['Human Resources'] }],
  ['CSU/Human Resources/IT', 'csu', { un: ['Human Resources', 'IT'] }],
  ['Safeguarding\nCSU', 'csu', { un: ['Safeguarding'] }],
  ['Safeguarding/other relevant partners', '', { un: ['Safeguarding', 'other relevant partners'] }],
  ['Kent Police & Turning Point/KCA', 'police', { un: ['Turning Point', 'KCA'] }],
  ['Turning Point/KCA', '', { un: ['Turning Point', 'KCA'] }],
  [
    'ABC Customer, Property & Homes',
    'council',
    { un: ['Property & Homes'], partly: ['ABC Customer'] },
  ],
  [
    'ABC Customer, Homes and Property',
    'council',
    { un: ['Homes and Property'], partly: ['ABC Customer'] },
  ],
  ['ABC Community Safety Services', 'council', { partly: ['ABC Community Safety Services'] }],
  ['ABC Green Team & Open Spaces', 'council', { partly: ['ABC Green Team & Open Spaces'] }],
  ['KCC?', 'county'],
  ['Kent Probation', '', { un: ['Kent Probation'] }],
  ['KCC Road Safety', 'county', { partly: ['KCC Road Safety'] }],
  ['Kent Police & ABC Licensing', 'police council', { partly: ['ABC Licensing'] }],
  ['APAC', '', { un: ['APAC'] }],
]

describe('partners as the plans print them', () => {
  test.each(lines)('%s', (written, ids, { un = [], fits = [], partly = [] } = {}) => {
    const read = matchAgencies(written, agencies)
    expect(read.ids.join(' ')).toBe(ids)
    expect(read.unmatched).toEqual(un)
    expect(read.partly.map(({ words }) => words)).toEqual(partly)
    expect(read.ambiguous.map((it) => `${it.words}: ${it.ids.toSorted().join(' ')}`)).toEqual(fits)
  })
})

describe('how else people write them', () => {
  test.each<[written: string, ids: string]>([
    ['KFRS, Kent Police & ABC', 'fire police council'],
    ['Kent Fire and Rescue', 'fire'],
    ['the Kent Fire & Rescue Service', 'fire'],
    ['K.F.R.S. + kent police', 'fire police'],
    ['Kent Surrey & Sussex Community Rehabilitation Company and KFRS', 'probation fire'],
    ["Children's Services; head teachers", 'childrens heads'],
    ['ABC, ABC and Ashford Borough Council', 'council'],
    ['', ''],
    [' ,; / & ', ''],
  ])('%s', (written, ids) => {
    const read = matchAgencies(written, agencies)
    expect(read.ids.join(' ')).toBe(ids)
    expect([...read.unmatched, ...read.ambiguous, ...read.partly]).toEqual([])
  })

  test('an unknown name and a part of a known one are asked about one by one', () => {
    const read = matchAgencies('Police & APAC', agencies)
    expect(read.ambiguous).toEqual([{ words: 'Police', ids: ['commissioner', 'police'] }])
    expect(read.unmatched).toEqual(['APAC'])
  })

  test('a short name that two agencies have is asked about, and the rest is understood', () => {
    const two = [...agencies, agency('club', 'Canoe Racing Club', 'CRC')]
    expect(matchAgencies('ABC, CRC', two)).toMatchObject({
      ids: ['council'],
      ambiguous: [{ words: 'CRC', ids: ['probation', 'club'] }],
    })
  })

  test('a short name in capitals that is also a word is not found in a sentence', () => {
    const it = [agency('it', 'Information technology', 'IT')]
    expect(matchAgencies('IT', it).ids).toEqual(['it'])
    expect(matchAgencies('when it is ready', it).ids).toEqual([])
  })
})

const written = fc
  .array(
    fc.oneof(
      fc.constantFrom(...agencies.flatMap(({ name, aliases }) => [name, ...aliases])),
      fc.constantFrom(
        'and',
        '&',
        ',',
        ';',
        '/',
        '-',
        'the',
        'all',
        'Street',
        'Kent',
        'Team',
        '\n',
        ':',
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 12 },
  )
  .map((it) => it.join(' '))

describe('whatever is written', () => {
  test('every word of it is in a known name, is asked about, or says nothing by itself', () => {
    const words = (text: string) => new Set(text.toLowerCase().match(/[a-z0-9]{4,}/g) ?? [])
    const silent = words(
      'from with also both plus including comprising member members lead leads agency conjunction',
    )
    fc.assert(
      fc.property(written, (text) => {
        const read = matchAgencies(text, agencies)
        const named = agencies.filter(({ id }) => read.ids.includes(id))
        const kept = words(
          [
            ...named.flatMap(({ name, aliases }) => [name, ...aliases]),
            ...read.unmatched,
            ...[...read.ambiguous, ...read.partly].map((it) => it.words),
          ].join(' '),
        )
        for (const word of words(text)) expect(kept.has(word) || silent.has(word), word).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('agencies written out are read back as themselves, in their order', () => {
    fc.assert(
      fc.property(fc.subarray(agencies), fc.subarray(['APAC', 'Street Wardens']), (some, kept) => {
        const read = matchAgencies(writeAgencies(some, kept), agencies)
        expect(read.ids).toEqual(some.map(({ id }) => id))
        expect(read.unmatched).toEqual(kept)
      }),
    )
  })
})
