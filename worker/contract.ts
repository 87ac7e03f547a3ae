import type { api } from './api.ts'

/** All that the web room may know of the worker: the types of its routes. */
export type Api = typeof api
