/**
 * How much more a type's months differ from year to year than chance would have it: Pearson's
 * chi-squared of the years-by-months table over its degrees of freedom (McCullagh and Nelder 1989,
 * quasi-Poisson). 1 is pure chance. Years with a gap are left out; null under three years.
 *
 * `columns` are the places of each calendar month in `counts`, year by year in the same order.
 */
export function seasonalDispersion(
  counts: readonly (number | null)[],
  columns: readonly (readonly number[])[],
): number | null {
  const yearCount = columns[0]?.length ?? 0
  const years: number[][] = []
  for (let year = 0; year < yearCount; year++) {
    const values = columns.map((places) => counts[places[year] ?? -1] ?? null)
    if (values.every((value) => value !== null)) years.push(values)
  }
  if (years.length < 3) return null

  const yearTotals = years.map((values) => values.reduce((sum, value) => sum + value, 0))
  const monthTotals = columns.map((_, month) =>
    years.reduce((sum, values) => sum + (values[month] ?? 0), 0),
  )
  const filledYears = yearTotals.filter((total) => total > 0).length
  const filledMonths = monthTotals.filter((total) => total > 0).length
  const freedom = (filledYears - 1) * (filledMonths - 1)
  if (freedom <= 0) return null

  const all = yearTotals.reduce((sum, total) => sum + total, 0)
  let chi = 0
  years.forEach((values, year) => {
    values.forEach((value, month) => {
      const expected = ((yearTotals[year] ?? 0) * (monthTotals[month] ?? 0)) / all
      if (expected > 0) chi += ((value - expected) * (value - expected)) / expected
    })
  })
  return chi / freedom
}
