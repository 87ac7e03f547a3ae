/**
 * The push services of the browsers there are. A browser is given its endpoint by its maker and cannot
 * choose another, so a list loses nobody; without one, anybody with a seat could have the worker post to
 * an address of their choice. Whence: the makers' documents, and web-push-libs/web-push#801.
 */
const hosts = [
  // Chrome, Edge on Android, Samsung Internet, Opera, Brave.
  'fcm.googleapis.com',
  // Chromium as Linux distributions build it.
  'jmt17.google.com',
]
const families = [
  // Firefox.
  '.push.services.mozilla.com',
  // Safari, and what is installed on an iPhone's or iPad's home screen.
  '.push.apple.com',
  // Edge on Windows.
  '.notify.windows.com',
]
const LONGEST = 1024

/** Whether an address is one that a push message may be sent to. */
export function isPushService(endpoint: string): boolean {
  if (endpoint.length > LONGEST || !URL.canParse(endpoint)) return false
  const { protocol, hostname, port, username, password } = new URL(endpoint)
  return (
    protocol === 'https:' &&
    `${port}${username}${password}` === '' &&
    (hosts.includes(hostname) || families.some((family) => hostname.endsWith(family)))
  )
}
