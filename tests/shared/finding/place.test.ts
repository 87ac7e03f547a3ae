import { describe, expect, test } from 'vitest'
import { locate } from '../../../web/src/lib/findings/spot.ts'

type Answer = (ok: PositionCallback, no: PositionErrorCallback) => void

/** A browser whose phone answers like this. */
const browser = (answer: Answer) =>
  ({ geolocation: { getCurrentPosition: answer } }) as unknown as Navigator
const refusing = (code: number) =>
  browser((_ok, no) => no({ code, message: '' } as GeolocationPositionError))

describe('where the phone is', () => {
  test('rounded to about a metre, with how sure it is', async () => {
    const coords = { latitude: 51.135701234, longitude: 0.8651987, accuracy: 11.6 }
    const found = await locate(browser((ok) => ok({ coords } as GeolocationPosition)))
    expect(found).toEqual({ ok: true, spot: { lat: 51.1357, lon: 0.8652, accuracyM: 12 } })
  })

  test.each([
    ['the person says no', refusing(1), /does not let Patchwork know/],
    ['there is no signal to tell by', refusing(2), /cannot tell where it is/],
    ['it takes too long', refusing(3), /taking too long/],
    ['it says something new', refusing(9), /cannot tell where it is/],
    ['the browser has no such thing', {} as Navigator, /cannot tell where it is/],
  ])('%s: a sentence, and the form goes on', async (_said, on, words) => {
    const found = await locate(on)
    expect(found).toMatchObject({ ok: false, why: expect.stringMatching(words) as string })
  })
})
