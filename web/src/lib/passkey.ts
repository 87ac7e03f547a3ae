import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { api } from './api.ts'
import { ask, no } from './answer.ts'
import type { Answer, Trouble } from './answer.ts'
import { afterLeaving } from './signIn.ts'

/**
 * Passkeys, as the browser and the worker speak of them. What speaks to the browser is fetched when
 * it is first needed: most people on a patch never come here.
 */
const browserPart = () => import('@simplewebauthn/browser').catch(() => null)

/**
 * Signs in with a passkey that this device, or a phone beside it, has. With `offer` nothing opens by
 * itself: the browser offers it where the address is typed, until the offer is withdrawn.
 */
export async function proveByPasskey(offer?: AbortSignal): Promise<Answer<unknown>> {
  const browser = await browserPart()
  if (!browser) return no('no-signal')
  if (!browser.browserSupportsWebAuthn()) return no('no-passkeys-here')
  if (offer && !(await browser.browserSupportsWebAuthnAutofill())) return no('no-passkeys-here')
  // A browser has one question open at a time: an offer's must not arrive behind a later one.
  const options = await afterLeaving(() =>
    ask(({ init }) => {
      const signal = offer ? AbortSignal.any([offer, init.signal]) : init.signal
      return api.passkeys['sign-in'].options.$post({}, { init: { signal } })
    }),
  )
  if (!options.ok) return options
  if (offer?.aborted) return no('not-done')
  try {
    const response = await browser.startAuthentication({
      optionsJSON: options.is as PublicKeyCredentialRequestOptionsJSON,
      useBrowserAutofill: offer !== undefined,
    })
    return await ask((it) =>
      api.passkeys['sign-in'].verify.$post({ json: { response: asSaid(response) } }, it),
    )
  } catch (error) {
    return no(troubleOf(error))
  }
}

export async function addPasskey(label: string): Promise<Answer<unknown>> {
  const browser = await browserPart()
  if (!browser) return no('no-signal')
  if (!browser.browserSupportsWebAuthn()) return no('no-passkeys-here')
  const options = await ask((it) => api.passkeys.register.options.$post({}, it))
  if (!options.ok) return options
  try {
    const response = await browser.startRegistration({
      optionsJSON: options.is as PublicKeyCredentialCreationOptionsJSON,
    })
    return await ask((it) =>
      api.passkeys.register.verify.$post({ json: { label, response: asSaid(response) } }, it),
    )
  } catch (error) {
    return no(troubleOf(error))
  }
}

/** The worker reads it closely itself; to its types it is only JSON. */
const asSaid = ({ response, ...said }: { id: string; response: { clientDataJSON: string } }) => ({
  ...said,
  response: { ...response },
})

/** Stops offering a passkey, as when the page that offered it has gone. */
export async function stopOffering() {
  const browser = await browserPart()
  browser?.WebAuthnAbortService.cancelCeremony()
}

function troubleOf(error: unknown): Trouble {
  const name = error instanceof Error ? error.name : ''
  return name === 'InvalidStateError' ? 'passkey-known' : 'not-done'
}

export const passkeys = () => ask((it) => api.passkeys.$get({}, it))

export const removePasskey = (id: string) =>
  ask((it) => api.passkeys[':id'].remove.$post({ param: { id } }, it))
