/** Filters stand in the address, so that a view can be sent to a colleague. An empty one leaves it. */
export function withFilter(here: URL, name: string, value: string): URL {
  const url = new URL(here)
  if (value) url.searchParams.set(name, value)
  else url.searchParams.delete(name)
  return url
}
