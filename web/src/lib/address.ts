/**
 * Takes what stands after the # out of the address: a key that is handed over there reaches no server,
 * and must not stay in the history or on a screen that is shared either.
 */
export function takeHash(): string {
  const { hash, pathname, search } = location
  if (hash) history.replaceState(history.state, '', pathname + search)
  return hash.slice(1)
}
