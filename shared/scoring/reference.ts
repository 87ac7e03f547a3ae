/** A figure others rely on, with where it comes from. A partnership can replace any of them. */
export type ReferenceRow = {
  id: string
  label: string
  value: number
  unit: string
  source: string
  /** Year of publication. */
  year: number
  /** What the figure is worked out on. */
  basis: string
  /** Set where the figure has not been checked against the official tables. */
  unconfirmed: string | null
}

const published = {
  unit: '£ per crime',
  source: 'Home Office, The economic and social costs of crime, 2nd edition',
  year: 2018,
  basis: '2015/16 prices, England and Wales',
}
const confirmed = { ...published, unconfirmed: null }
const unconfirmed = { ...published, unconfirmed: 'Check against the official tables.' }

/**
 * Average cost to society of one crime, anticipation, consequence and response together (Home Office
 * 2018). The sums move with prices: say the basis beside any total made of them.
 */
export const unitCosts: readonly ReferenceRow[] = [
  { id: 'homicide', label: 'Homicide', value: 3_217_740, ...unconfirmed },
  { id: 'rape', label: 'Rape', value: 39_360, ...confirmed },
  { id: 'violence-with-injury', label: 'Violence with injury', value: 14_050, ...confirmed },
  { id: 'violence-without-injury', label: 'Violence without injury', value: 5_930, ...unconfirmed },
  { id: 'other-sexual', label: 'Other sexual offences', value: 6_520, ...confirmed },
  { id: 'robbery', label: 'Robbery', value: 11_320, ...confirmed },
  { id: 'domestic-burglary', label: 'Domestic burglary', value: 5_930, ...unconfirmed },
  { id: 'theft-of-vehicle', label: 'Theft of vehicle', value: 10_290, ...confirmed },
  { id: 'theft-from-vehicle', label: 'Theft from vehicle', value: 870, ...confirmed },
  { id: 'theft-from-person', label: 'Theft from the person', value: 1_380, ...unconfirmed },
  { id: 'arson', label: 'Arson', value: 8_420, ...confirmed },
  { id: 'other-criminal-damage', label: 'Other criminal damage', value: 1_350, ...confirmed },
  { id: 'commercial-burglary', label: 'Commercial burglary', value: 15_460, ...unconfirmed },
  { id: 'commercial-robbery', label: 'Commercial robbery', value: 15_000, ...unconfirmed },
]

/**
 * Headings to weigh a threat by, to be renamed, scored and weighed by the partnership. This is not
 * MoRiLE, whose arithmetic is not public, and its scores do not compare with MoRiLE scores.
 */
export const threatTemplate = [
  { id: 'harm-to-the-victim', label: 'Harm to the victim', score: null },
  { id: 'harm-to-the-community', label: 'Harm to the community', score: null },
  { id: 'public-expectation', label: 'What the public expects', score: null },
  { id: 'likelihood', label: 'How likely it is to go on', score: null },
  { id: 'capacity', label: 'Whether partners have the people for it', score: null },
  { id: 'capability', label: 'Whether partners have the skills and powers', score: null },
  { id: 'confidence', label: 'How sure the evidence is', score: null },
] as const
