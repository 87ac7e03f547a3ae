import * as v from 'valibot'
import type { Role } from '../../../shared/access/role.ts'
import { takeHash } from './address.ts'
import { api } from './api.ts'
import { ask, no } from './answer.ts'
import type { Answer } from './answer.ts'
import { OWED } from './me.ts'
import { finishLeaving } from './session.ts'
import { enter } from './shell.svelte.ts'

/** The verbs of coming in: showing who one is, and taking a seat. */

/**
 * A departure that was cut short is finished before anybody shows who they are: it ends the session
 * of whoever was here, and would end the new one, or offer the old one to a stranger.
 */
export async function afterLeaving<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> {
  await finishLeaving()
  return localStorage.getItem(OWED) ? no('no-signal') : work()
}

export const askForCode = (email: string) =>
  afterLeaving(() => ask((it) => api['sign-in'].code.$post({ json: { email } }, it)))

export const proveByCode = (email: string, code: string) =>
  afterLeaving(() => ask((it) => api['sign-in'].verify.$post({ json: { email, code } }, it)))

export const waysIn = () => ask((it) => api['sign-in'].ways.$get({}, it))

/** Who holds this browser, and where they may sit. */
export const seats = () => afterLeaving(() => ask((it) => api.session.seats.$get({}, it)))
export type Person = NonNullable<
  Extract<Awaited<ReturnType<typeof seats>>, { ok: true }>['is']['person']
>

export const takeSeat = (partnershipId: string) =>
  sit(() => ask((it) => api.session.enter.$post({ json: { partnershipId } }, it)))

export const acceptInvitation = (token: string) =>
  sit(() => ask((it) => api.session.accept.$post({ json: { token } }, it)))

export const takePass = (code: string, name: string) =>
  sit(() => ask((it) => api.passes.take.$post({ json: { code, name } }, it)))

interface Taken {
  partnershipId: string
  memberId: string
  role: Role
}

async function sit<T extends Taken>(take: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const taken = await afterLeaving(take)
  if (taken.ok) {
    const { partnershipId, memberId } = taken.is
    enter({ partnershipId, memberId })
  }
  return taken
}

const INVITATION = 'patchwork.invitation'
const CODE_FOR = 'patchwork.code-for'
const CODE_MINUTES = 10

/** The invitation that an address ends in goes into this tab's own memory, and lasts as long as the tab. */
export function keepInvitation() {
  const token = /^invitation=([0-9a-f]{64})$/.exec(takeHash())?.[1]
  if (token) sessionStorage.setItem(INVITATION, token)
}
export const invitation = () => sessionStorage.getItem(INVITATION)
export const forgetInvitation = () => sessionStorage.removeItem(INVITATION)

const CodeFor = v.object({ email: v.string(), until: v.number() })

/** A phone may drop this page while its person looks for the code in their mail. */
export const rememberCodeFor = (email: string) =>
  sessionStorage.setItem(
    CODE_FOR,
    JSON.stringify({ email, until: Date.now() + CODE_MINUTES * 60_000 }),
  )
export const forgetCodeFor = () => sessionStorage.removeItem(CODE_FOR)

export function codeAskedFor(): string | null {
  const kept = v.safeParse(CodeFor, JSON.parse(sessionStorage.getItem(CODE_FOR) ?? 'null'))
  return kept.success && kept.output.until > Date.now() ? kept.output.email : null
}
