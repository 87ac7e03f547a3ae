/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { version } from '$service-worker'
import { noticeOf } from './lib/reminders/notice.ts'
import { renewPush } from './lib/reminders/renewPush.ts'
import { sendAway } from './lib/sync/away.ts'
import { SEND_TAG } from './lib/sync/background.ts'

/**
 * Keeps the shell of the app so that it opens with no signal: its scripts, styles, fonts and one
 * page of HTML, the same for everybody. Nothing a person wrote or may read passes through here:
 * those are in IndexedDB, and requests to /api are left alone. When the browser says that there is signal
 * again, it sends what waits there, for the app may be closed by then.
 */
declare const self: ServiceWorkerGlobalScope

const SHELL = '/patch'
const CACHE = `shell-${version}`
/** The build before this one: a page that was open during the change still asks for its files. */
const KEPT_CACHES = 2
const APP =
  /^\/(patch|progress|actions|plan|overview|assessment|targets|indicators|sync|more|account|sign-in|people|audit|settings|passes|attention|meetings|events|findings)(\/|$)/
const IMMUTABLE = '/_app/immutable/'

self.addEventListener('install', (event) => event.waitUntil(fillCache()))
self.addEventListener('activate', (event) => event.waitUntil(dropOldCaches()))
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting()
})

self.addEventListener('sync', (event) => {
  // The compiler's library does not know this event.
  const asked = event as ExtendableEvent & { tag: string }
  if (asked.tag === SEND_TAG) asked.waitUntil(sendUnlessSeen())
})

self.addEventListener('push', (event) => {
  event.waitUntil(self.registration.showNotification('Patchwork', noticeOf(event.data)))
})
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renewPush(event, self.registration.pushManager, fetch).catch(() => undefined))
})
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openPatch())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (request.mode === 'navigate' && APP.test(url.pathname)) event.respondWith(shell(request))
  else if (url.pathname.startsWith(IMMUTABLE)) event.respondWith(asset(request))
  else if (request.mode !== 'navigate' && !url.pathname.startsWith('/api/')) {
    event.respondWith(fromShell(request))
  }
})

async function fillCache() {
  const response = await fetch(`/precache.json?${version}`, { cache: 'no-store' })
  if (!response.ok) throw new Error(`the list of files answered ${response.status}`)
  const files = (await response.json()) as string[]
  const cache = await caches.open(CACHE)
  await cache.addAll([SHELL, ...files].map((url) => new Request(url, { cache: 'no-cache' })))
}

/** The app sends by itself while somebody looks at it. */
async function sendUnlessSeen() {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (windows.some(({ visibilityState }) => visibilityState === 'visible')) return
  await sendAway()
}

/** What is open is brought to the front as it is: somebody may be in the middle of a form. */
async function openPatch() {
  const [open] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  await (open ? open.focus() : self.clients.openWindow(SHELL))
}

async function dropOldCaches() {
  const shells = (await caches.keys()).filter((name) => name.startsWith('shell-'))
  const old = shells.filter((name) => name !== CACHE)
  await Promise.all(old.slice(0, 1 - KEPT_CACHES).map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** The shell opens any address of the app, at once, from this phone. */
async function shell(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  return (await cache.match(SHELL)) ?? fetch(request)
}

/** Desk screens are not fetched in advance; once seen they stay. Their names change with their content. */
async function asset(request: Request): Promise<Response> {
  const known = await caches.match(request)
  if (known) return known
  const response = await fetch(request)
  if (response.ok) {
    const cache = await caches.open(CACHE)
    await cache.put(request, response.clone())
  }
  return response
}

async function fromShell(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  return (await cache.match(request)) ?? fetch(request)
}
