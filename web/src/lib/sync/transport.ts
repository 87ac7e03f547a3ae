import type { PullRequest, PullResponse, PushResponse } from '../../../../shared/sync/protocol.ts'
import type { Mutation } from '../../../../shared/sync/protocol.ts'

export interface Push {
  deviceId: string
  mutations: Mutation[]
}

/** The way to the worker. The app goes over HTTP; tests hand requests to the worker directly. */
export interface Transport {
  push(request: Push): Promise<PushResponse>
  pull(request: PullRequest): Promise<PullResponse>
}

/**
 * Why a request brought no answer. `unreachable`: no signal, or the worker is down: try later.
 * `signed-out`: the session has ended: keep everything and ask the person. `refused`: the envelope
 * itself was not taken.
 */
export class TransportError extends Error {
  readonly why: 'unreachable' | 'signed-out' | 'refused'
  constructor(why: TransportError['why'], message: string = why) {
    super(message)
    this.why = why
  }
}
