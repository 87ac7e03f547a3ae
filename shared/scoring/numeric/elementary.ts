/**
 * Logarithm and exponential from additions, multiplications, divisions and nothing else. ECMAScript leaves the last
 * digit of Math.log and Math.exp to the engine, and engines differ: a phone's browser and the worker gave two answers to
 * one question. What IEEE 754 rounds exactly is the same everywhere. Method and coefficients: Ng and others, fdlibm
 * (Sun Microsystems 1993); errors stay under one unit in the last place.
 */

// A number seen as its bits. It holds nothing between two calls.
const bits = new DataView(new ArrayBuffer(8))

/** ln 2 in two parts: the first has so few digits that a whole multiple of it is exact. */
const ln2High = 0.6931471803691238
const ln2Low = 1.9082149292705877e-10

/** ln x; −Infinity at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : NaN
  // Numbers below 2^-1022 have no leading digit of their own.
  const isTiny = x < 2.2250738585072014e-308
  bits.setFloat64(0, isTiny ? x * 18014398509481984 : x)
  const high = bits.getInt32(0)
  const digits = high & 0xfffff
  const halve = (digits + 0x95f64) & 0x100000
  const exponent = (high >> 20) - 1023 + (halve >> 20) - (isTiny ? 54 : 0)
  bits.setInt32(0, digits | (halve ^ 0x3ff00000))
  const f = bits.getFloat64(0) - 1
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  const even =
    z *
    (0.6666666666666735 +
      w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
  const half = 0.5 * f * f
  return exponent * ln2High - (half - (s * (half + odd + even) + exponent * ln2Low) - f)
}

/** ln(1 + x), to full precision where x is small (Kahan: what 1 + x loses is given back). */
export function log1p(x: number): number {
  const sum = 1 + x
  return sum === 1 || sum <= 0 ? (sum === 1 ? x : log(sum)) : log(sum) + (x - (sum - 1)) / sum
}

/** e to the power of x. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 709.782712893384) return Infinity
  if (x < -745.1332191019412) return 0
  const k = Math.floor(1.4426950408889634 * x + 0.5)
  const high = x - k * ln2High
  const low = k * ln2Low
  const r = high - low
  const t = r * r
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t *
              (0.00006613756321437934 +
                t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))))
  const y = 1 - (low - (r * c) / (2 - c) - high)
  // The ends of the scale are reached in two steps: 2^1024 and 2^-1075 are no numbers.
  if (k > 1000) return y * powerOfTwo(k - 1000) * powerOfTwo(1000)
  return k < -1000 ? y * powerOfTwo(k + 1000) * powerOfTwo(-1000) : y * powerOfTwo(k)
}

function powerOfTwo(k: number): number {
  bits.setInt32(0, (k + 1023) << 20)
  bits.setInt32(4, 0)
  return bits.getFloat64(0)
}
