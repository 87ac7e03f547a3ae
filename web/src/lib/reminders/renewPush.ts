/** What a browser says when the address at which it is reached has changed. Older ones say nothing of both. */
export interface Changed {
  oldSubscription?: PushSubscription | null
  newSubscription?: PushSubscription | null
}

/**
 * Tells the office the new address, in the name of whoever is signed in here. Without signal, or signed out,
 * it hears nothing: the old address then answers that it is gone, and the account page offers to begin anew.
 */
export async function renewPush(
  { oldSubscription, newSubscription }: Changed,
  pushManager: Pick<PushManager, 'subscribe'>,
  tell: typeof fetch,
): Promise<void> {
  const options = oldSubscription?.options
  const made = newSubscription ?? (options && (await pushManager.subscribe(options)))
  const { endpoint, keys } = made?.toJSON() ?? {}
  if (!endpoint) return
  await tell('/api/reminders/push', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ endpoint, keys }),
  })
}
