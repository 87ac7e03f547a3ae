/**
 * The crime and disorder priority matrix of the Ashford Community Safety Partnership's Rolling Action
 * Plan 2021/22, as printed: nine colours and a total band a row, no numbers. The key is the printed one,
 * "9 - 14.9 Blue, 15 - 19.9 Green, 20 - 23.9 Yellow, 24 - 25.9 Orange, 26+ Red".
 */
export const bands2021 = [
  { id: 'blue', from: 9 },
  { id: 'green', from: 15 },
  { id: 'yellow', from: 20 },
  { id: 'orange', from: 24 },
  { id: 'red', from: 26 },
]

export const variables2021 = [
  'volume',
  'performance',
  'trend',
  'cost',
  'seriousness',
  'generator',
  'public-concern',
  'priority',
  'pestelgo',
].map((id) => ({ id, label: id }))

const printed: [string, string, string][] = [
  ['Violence with injury', 'red blue green yellow red yellow yellow yellow yellow', 'red'],
  ['Violence without injury', 'red blue yellow green green yellow yellow yellow yellow', 'yellow'],
  ['Possession of weapon offences', 'blue blue red yellow yellow yellow red yellow red', 'yellow'],
  ['Other sexual offences', 'blue green yellow green green yellow red yellow red', 'yellow'],
  ['Rape', 'blue blue green red red yellow yellow yellow red', 'red'],
  ['Residential burglary', 'green yellow yellow green green green red blue green', 'yellow'],
  ['Business and community burglary', 'blue red blue red yellow yellow blue yellow green', 'green'],
  ['Robbery (all)', 'blue blue blue yellow yellow yellow yellow yellow yellow', 'yellow'],
  ['Theft from the person', 'blue green blue blue blue green yellow blue green', 'green'],
  ['Bicycle theft', 'blue green blue blue blue blue blue blue green', 'blue'],
  ['Vehicle offences', 'green green blue green blue blue green blue green', 'green'],
  ['Shoplifting', 'green green blue blue blue blue blue blue green', 'blue'],
  ['All other theft offences', 'yellow green blue blue blue blue blue blue green', 'green'],
  ['Drug offences', 'blue green red green yellow red yellow yellow green', 'yellow'],
  [
    'Public order offences / antisocial behaviour',
    'yellow blue red blue green yellow red red yellow',
    'red',
  ],
  ['Domestic abuse', 'red green red yellow red red yellow red red', 'red'],
  ['Criminal damage', 'red green green blue blue yellow yellow blue blue', 'green'],
  ['Arson', 'blue green yellow green green green yellow green green', 'green'],
  [
    'Racially/religiously aggravated',
    'blue green red green yellow green green green green',
    'yellow',
  ],
]

export const rows2021 = printed.map(([id, colours, publishedBand]) => ({
  id,
  colours: colours.split(' '),
  publishedBand,
}))
