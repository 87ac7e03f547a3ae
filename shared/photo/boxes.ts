/** A stretch of a picture in parts of its width and height, each from 0 to 1: it means the same at any size. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface Size {
  widthPx: number
  heightPx: number
}

interface Point {
  x: number
  y: number
}

export const WHOLE: Box = { x: 0, y: 0, width: 1, height: 1 }
/** Smaller than this it was a tap and not a drag. */
const LEAST = 0.02

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)

/** The box with these two points as its corners, wherever either lies. */
export function boxBetween(a: Point, b: Point): Box {
  const [ax, ay, bx, by] = [a.x, a.y, b.x, b.y].map((it) => clamp(it, 0, 1)) as Corners
  return {
    ...{ x: Math.min(ax, bx), y: Math.min(ay, by) },
    ...{ width: Math.abs(bx - ax), height: Math.abs(by - ay) },
  }
}
type Corners = [number, number, number, number]

export const isBox = ({ width, height }: Box) => width >= LEAST && height >= LEAST

/** The same box elsewhere, within the picture. */
export const moved = (box: Box, dx: number, dy: number): Box => ({
  ...box,
  x: clamp(box.x + dx, 0, 1 - box.width),
  y: clamp(box.y + dy, 0, 1 - box.height),
})

/** Its lower right corner elsewhere. */
export const resized = (box: Box, dw: number, dh: number): Box => ({
  ...box,
  width: clamp(box.width + dw, LEAST, 1 - box.x),
  height: clamp(box.height + dh, LEAST, 1 - box.y),
})

/** Whole pixels, and never fewer than the box covers: what is half in it is in it. */
export function inPixels(box: Box, { widthPx, heightPx }: Size) {
  const left = Math.floor(clamp(box.x, 0, 1) * widthPx)
  const top = Math.floor(clamp(box.y, 0, 1) * heightPx)
  const right = Math.ceil(clamp(box.x + box.width, 0, 1) * widthPx)
  const bottom = Math.ceil(clamp(box.y + box.height, 0, 1) * heightPx)
  return { left, top, width: right - left, height: bottom - top }
}

/** How large a picture is when its longer edge has at most so many pixels. It never grows. */
export function fitted({ widthPx, heightPx }: Size, mostPx: number): Size {
  const by = Math.min(1, mostPx / Math.max(widthPx, heightPx, 1))
  return {
    widthPx: Math.max(1, Math.round(widthPx * by)),
    heightPx: Math.max(1, Math.round(heightPx * by)),
  }
}

/**
 * Into how many cells a blurred stretch is melted, the shorter side in at most six: of a face that leaves eyes, nose
 * and mouth in a cell or two, and of a number plate no letter, whatever is done to sharpen it.
 */
export function cellsOf({ width, height }: { width: number; height: number }) {
  const cell = Math.max(Math.min(width, height) / MOST_CELLS, LEAST_CELL_PX)
  return {
    across: clamp(Math.round(width / cell), 1, MOST_ACROSS),
    down: clamp(Math.round(height / cell), 1, MOST_ACROSS),
  }
}
const MOST_CELLS = 6
const LEAST_CELL_PX = 12
/** A long thin box lies over a line of letters: a plate is some seven of them. */
const MOST_ACROSS = 8
