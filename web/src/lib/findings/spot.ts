import type { Spot } from '../../../../shared/finding/finding.ts'

export type Located = { ok: true; spot: Spot } | { ok: false; why: string }

const TIMEOUT_MS = 15_000
/** About a metre: more than a phone knows, and no more than a finding needs. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5

const whys: Record<number, string> = {
  1: 'This phone does not let Patchwork know where it is. Choose the ward and street instead.',
  2: 'The phone cannot tell where it is here. Choose the ward and street instead.',
  3: 'The phone is taking too long to find where it is. Try again, or choose the street.',
}

/** Asks the phone where it is, once, at a tap. A refusal is an answer: ward and street do as well. */
export function locate(on: Navigator = navigator): Promise<Located> {
  if (!('geolocation' in on)) return Promise.resolve({ ok: false, why: whys[2] ?? '' })
  return new Promise((resolve) =>
    on.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) =>
        resolve({
          ok: true,
          spot: { lat: round(latitude), lon: round(longitude), accuracyM: Math.round(accuracy) },
        }),
      ({ code }) => resolve({ ok: false, why: whys[code] ?? whys[2] ?? '' }),
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: 20_000 },
    ),
  )
}
