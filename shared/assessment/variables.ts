/** What each of the printed variables asks. A partnership's own variables explain themselves by name. */
const asks: Readonly<Record<string, string>> = {
  volume: 'How many there were in the year.',
  performance: 'How the rate compares with the average of the most similar group of districts.',
  trend: 'How the number has changed between two windows of one length.',
  cost: 'What the year’s crimes of this type cost society.',
  seriousness: 'How much harm one such crime does.',
  generator: 'Whether it leads to other crime and disorder.',
  'public-concern': 'How many residents name it as a problem.',
  priority: 'Whether partners hold it as a priority of their own.',
  pestelo:
    'What changes around us bear on it: political, economic, social, technological, environmental, legal, organisational.',
}

export const sayVariable = (id: string): string =>
  (Object.hasOwn(asks, id) ? asks[id] : undefined) ?? 'A variable of this partnership’s own.'
