import { api } from '../../worker/api.ts'
import type { Role } from '../../shared/access/role.ts'

/** Every route that the worker answers, as its router knows them: a new one cannot be forgotten here. */
export const routes = [
  ...new Set(
    api.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => `${method} ${path}`),
  ),
].sort()

const A = 'administrator'
const M = 'manager'
const P = 'priority lead'
const everyone: Role[] = [
  ...[A, M, P, 'contributor', 'event helper', 'analyst'],
  ...['board member', 'scrutiny reader'],
] as Role[]

/** Everybody but who came with a pass. */
const members = everyone.filter((role) => role !== 'event helper')

/**
 * Who gets past the door of each route: 'anyone' needs no seat, 'person' a person who has signed in.
 * What stands behind the door may still refuse; nobody else is told that there is anything.
 */
export const doors: Record<string, 'anyone' | 'person' | readonly Role[]> = {
  'GET /api/sign-in/ways': 'anyone',
  'POST /api/sign-in/code': 'anyone',
  'POST /api/sign-in/verify': 'anyone',
  'POST /api/passkeys/sign-in/options': 'anyone',
  'POST /api/passkeys/sign-in/verify': 'anyone',
  'GET /api/entra/start': 'anyone',
  'GET /api/entra/callback': 'anyone',
  'GET /api/session': 'anyone',
  'GET /api/session/seats': 'anyone',
  'POST /api/session/end': 'anyone',
  'POST /api/passes/take': 'anyone',
  'POST /api/reminders/stop': 'anyone',
  'GET /api/passkeys': 'person',
  'POST /api/passkeys/register/options': 'person',
  'POST /api/passkeys/register/verify': 'person',
  'POST /api/passkeys/:id/remove': 'person',
  'POST /api/session/enter': 'person',
  'POST /api/session/accept': 'person',
  'POST /api/partnerships': 'person',
  'POST /api/sync/push': everyone,
  'POST /api/sync/pull': everyone,
  'POST /api/sync/check': everyone,
  'GET /api/sync/live': everyone,
  'GET /api/scoring/editions/:id': everyone,
  'GET /api/scoring/plans/:id/targets': everyone,
  'POST /api/scoring/priority-matrix': everyone,
  'POST /api/scoring/target': everyone,
  'GET /api/figures': members,
  'GET /api/photos/:hash': everyone,
  'GET /api/photos/:hash/sent': everyone,
  'PUT /api/photos/:hash/:at': everyone,
  'GET /api/devices': everyone,
  'GET /api/devices/at/:eventId': [A, M, P],
  'POST /api/devices/:id/order': everyone,
  'GET /api/reminders': members,
  'POST /api/reminders': members,
  'POST /api/reminders/push': members,
  'POST /api/reminders/push/remove': members,
  'GET /api/members': [A, M],
  'POST /api/members/:id/invite': [A, M],
  'POST /api/members/:id/remove-access': [A, M],
  'GET /api/passes': [A, M, P],
  'POST /api/passes': [A, M, P],
  'POST /api/passes/:id/withdraw': [A, M, P],
  'GET /api/audit': [A, M],
  'GET /api/audit/export': [A, M],
}
