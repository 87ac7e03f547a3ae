import type {
  CheckRequest,
  CheckResponse,
  DeviceOrder,
  Mutation,
  PullRequest,
  PullResponse,
  PushRequest,
  PushResponse,
} from '../../../../shared/sync/protocol.ts'

export type Push = Omit<PushRequest, 'mutations'> & { mutations: Mutation[] }

/** The way to the worker. The app goes over HTTP; tests hand requests to the worker directly. */
export interface Transport {
  push(request: Push): Promise<PushResponse>
  pull(request: PullRequest): Promise<PullResponse>
  check(request: CheckRequest): Promise<CheckResponse>
}

/** Nothing is sent until a person has signed in again; everything stays on this phone. */
export const shutDoors = ['signed-out', 'other-member', 'second-factor'] as const
export type ShutDoor = (typeof shutDoors)[number]

export const isShutDoor = (word: unknown): word is ShutDoor => shutDoors.includes(word as ShutDoor)

/**
 * Why a request brought no answer. `unreachable`: no signal, try later. `failing`: the worker answered,
 * and not with what was asked for. `signed-out`: the session has ended. `other-member`: this browser is
 * signed in as somebody else. `second-factor`: this role must sign in with one. `too-old`: this build
 * cannot read what the worker sends. `refused`: the envelope itself was not taken.
 */
export class TransportError extends Error {
  readonly why: 'unreachable' | 'failing' | 'refused' | 'too-old' | ShutDoor
  /** A browser that is signed out may have been told to leave all the same. */
  readonly order: DeviceOrder | null
  constructor(why: TransportError['why'], message: string = why, order: DeviceOrder | null = null) {
    super(message)
    this.why = why
    this.order = order
  }
}

/** What an answer other than 200 means. Both tests and HTTP read it here. */
export function refusalOf(status: number, body: unknown): TransportError {
  const { error, order } = (body ?? {}) as { error?: unknown; order?: unknown }
  if (isShutDoor(error)) {
    const isOrder = order === 'sign-out' || order === 'wipe'
    return new TransportError(error, error, isOrder ? order : null)
  }
  if (error === 'too-old') return new TransportError(error)
  // A captive portal's page is no answer of the worker's.
  if (error === undefined) return new TransportError('unreachable', `status ${status}`)
  const isRefused = status === 400 || status === 413
  return new TransportError(isRefused ? 'refused' : 'failing', `status ${status}`)
}
