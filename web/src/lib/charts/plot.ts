import { scaleLinear } from 'd3-scale'
import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape'

/** Where things stand in a picture, from a library of scales: pixels of a drawing as wide as its place. */
export interface Frame {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}

/** Room for the numbers at the left; on a phone the picture is lower and its margins smaller. */
export const frameOf = (width: number, digits = 4): Frame => ({
  width,
  height: width < 480 ? 220 : 280,
  left: 12 + digits * 8,
  right: width - 14,
  top: 14,
  bottom: (width < 480 ? 220 : 280) - 30,
})

/** A scale of values that holds all of them, begins at zero for what is never below, and ends at a round number. */
export function valueScale(values: readonly number[], { top, bottom }: Frame, fromZero: boolean) {
  const least = Math.min(...values)
  const most = Math.max(...values)
  const room = (most - least) * 0.06 || Math.max(1, Math.abs(most) * 0.1)
  const low = fromZero && least >= 0 ? 0 : least - room
  return scaleLinear()
    .domain([low, most + room])
    .nice(4)
    .range([bottom, top])
}

/** A frame with room for the longest number beside the axis. */
export function framed(
  width: number,
  values: readonly number[],
  fromZero: boolean,
  say: (value: number) => string,
): Frame {
  const ticks = valueScale(values, frameOf(width), fromZero).ticks(4)
  return frameOf(width, Math.max(...ticks.map((it) => say(it).length)))
}

export const across = (from: number, to: number, { left, right }: Frame, inset = 10) =>
  scaleLinear()
    .domain(from === to ? [from - 1, to + 1] : [from, to])
    .range([left + inset, right - inset])

const shapes = {
  ordinary: symbolCircle,
  good: symbolDiamond,
  bad: symbolTriangle,
  high: symbolSquare,
  low: symbolSquare,
} as const
export type PointShape = keyof typeof shapes

/** The outline of a point. Shape tells what it is before any colour does. */
export const pointPath = (shape: PointShape) =>
  symbol(shapes[shape], shape === 'ordinary' ? 46 : 120)() ?? ''

/** Of so many labels, those for which there is room: the first and the last always. */
export function labelled(count: number, width: number, each = 92): number[] {
  const most = Math.max(2, Math.floor(width / each))
  if (count <= most) return Array.from({ length: count }, (_, at) => at)
  const step = Math.ceil((count - 1) / (most - 1))
  const places = Array.from({ length: Math.ceil((count - 1) / step) }, (_, at) => at * step)
  const last = places.at(-1) ?? 0
  return [...(count - 1 - last < step * 0.6 ? places.slice(0, -1) : places), count - 1]
}
