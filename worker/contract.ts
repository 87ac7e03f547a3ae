import type { api } from './api.ts'
import type { local } from './local.ts'

/** All that the web room may know of the worker: the types of its routes. */
export type Api = typeof api

/** What answers in local development only, and is a 404 anywhere else. */
export type LocalApi = typeof local

export type { EntraOutcome } from './routes/entra.ts'
