/** What a row of parts shows, as one sentence: "Of 21 actions, 4 are blocked and 17 on track." */
export function saySegments(
  segments: readonly { value: number; label: string }[],
  noun: { one: string; many: string },
): string {
  const shown = segments.filter(({ value }) => value > 0)
  const total = shown.reduce((sum, { value }) => sum + value, 0)
  if (total === 0) return `There are no ${noun.many}.`
  const parts = shown.map(({ value, label }) => `${value} ${label.toLowerCase()}`)
  const listed =
    parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
  return `Of ${total.toLocaleString('en-GB')} ${total === 1 ? noun.one : noun.many}: ${listed}.`
}
