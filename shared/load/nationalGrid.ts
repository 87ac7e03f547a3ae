/**
 * From eastings and northings of the British National Grid to WGS84. The reverse of the transverse
 * Mercator projection on the Airy 1830 ellipsoid, then a seven-parameter shift of the datum: Ordnance
 * Survey, "A guide to coordinate systems in Great Britain", annexes B and C. Good to about 5 m, which is less
 * than police points are moved by.
 */
const rad = Math.PI / 180
const airy = { a: 6377563.396, b: 6356256.909 }
const wgs84 = { a: 6378137, b: 6356752.314245 }
const F0 = 0.9996012717
const origin = { lat: 49 * rad, lon: -2 * rad, easting: 400_000, northing: -100_000 }

export function fromNationalGrid(
  easting: number,
  northing: number,
): [longitude: number, latitude: number] {
  return shiftDatum(...unproject(easting, northing))
}

function unproject(easting: number, northing: number): [lat: number, lon: number] {
  const { a, b } = airy
  const e2 = 1 - (b * b) / (a * a)
  const n = (a - b) / (a + b)
  let lat = origin.lat
  let rest = northing - origin.northing
  do {
    lat += rest / (a * F0)
    rest = northing - origin.northing - arc(lat, n, b)
  } while (Math.abs(rest) >= 1e-5)
  const sin2 = Math.sin(lat) ** 2
  const nu = (a * F0) / Math.sqrt(1 - e2 * sin2)
  const rho = (a * F0 * (1 - e2)) / (1 - e2 * sin2) ** 1.5
  const eta2 = nu / rho - 1
  const [t, sec] = [Math.tan(lat), 1 / Math.cos(lat)]
  const [t2, t4, t6] = [t ** 2, t ** 4, t ** 6]
  const d = easting - origin.easting
  return [
    lat -
      (t / (2 * rho * nu)) * d ** 2 +
      (t / (24 * rho * nu ** 3)) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2) * d ** 4 -
      (t / (720 * rho * nu ** 5)) * (61 + 90 * t2 + 45 * t4) * d ** 6,
    origin.lon +
      (sec / nu) * d -
      (sec / (6 * nu ** 3)) * (nu / rho + 2 * t2) * d ** 3 +
      (sec / (120 * nu ** 5)) * (5 + 28 * t2 + 24 * t4) * d ** 5 -
      (sec / (5040 * nu ** 7)) * (61 + 662 * t2 + 1320 * t4 + 720 * t6) * d ** 7,
  ]
}

/** The developed arc of a meridian from the true origin. */
function arc(lat: number, n: number, b: number): number {
  const [minus, plus] = [lat - origin.lat, lat + origin.lat]
  return (
    b *
    F0 *
    ((1 + n + 1.25 * n ** 2 + 1.25 * n ** 3) * minus -
      (3 * n + 3 * n ** 2 + 2.625 * n ** 3) * Math.sin(minus) * Math.cos(plus) +
      (1.875 * n ** 2 + 1.875 * n ** 3) * Math.sin(2 * minus) * Math.cos(2 * plus) -
      (35 / 24) * n ** 3 * Math.sin(3 * minus) * Math.cos(3 * plus))
  )
}

function shiftDatum(lat: number, lon: number): [longitude: number, latitude: number] {
  const e2 = 1 - (airy.b * airy.b) / (airy.a * airy.a)
  const nu = airy.a / Math.sqrt(1 - e2 * Math.sin(lat) ** 2)
  const [x, y, z] = [
    nu * Math.cos(lat) * Math.cos(lon),
    nu * Math.cos(lat) * Math.sin(lon),
    nu * (1 - e2) * Math.sin(lat),
  ]
  const s = 1 - 20.4894e-6
  const [rx, ry, rz] = [0.1502, 0.247, 0.8421].map((seconds) => (seconds / 3600) * rad) as [
    number,
    number,
    number,
  ]
  const X = 446.448 + s * x - rz * y + ry * z
  const Y = -125.157 + rz * x + s * y - rx * z
  const Z = 542.06 - ry * x + rx * y + s * z
  const E2 = 1 - (wgs84.b * wgs84.b) / (wgs84.a * wgs84.a)
  const p = Math.hypot(X, Y)
  let phi = Math.atan2(Z, p * (1 - E2))
  for (let turn = 0; turn < 6; turn++) {
    const N = wgs84.a / Math.sqrt(1 - E2 * Math.sin(phi) ** 2)
    phi = Math.atan2(Z + E2 * N * Math.sin(phi), p)
  }
  return [Math.atan2(Y, X) / rad, phi / rad]
}
