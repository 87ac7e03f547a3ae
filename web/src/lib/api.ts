import { hc } from 'hono/client'
import type { Api } from '../../../.types/worker/contract.d.ts'

/**
 * The one door to the worker: its routes as types, and nothing of its code. The types are those the
 * compiler declares for worker/contract.ts.
 */
export const api = hc<Api>('/').api
