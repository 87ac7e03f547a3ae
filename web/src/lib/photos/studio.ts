import type { Size } from '../../../../shared/photo/boxes.ts'

/** What can be drawn from, and is given back when that is done. */
export interface Drawn {
  source: CanvasImageSource
  widthPx: number
  heightPx: number
  close(): void
}

export interface Sheet {
  canvas: CanvasImageSource
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D
  /** As JPEG, of a quality from 0 to 1. */
  encode(quality: number): Promise<Blob>
}

/** The tools that a picture is made with: those of a worker, those of a page, or a test's. */
export interface Studio {
  /** Rejects when the bytes cannot be decoded. `fit` is the size wanted; a studio may answer a larger one. */
  decode(file: Blob, fit: Size | null): Promise<Drawn>
  sheet(size: Size): Sheet
  /** Between pieces of work, so that a finger is answered meanwhile. */
  breathe(): Promise<void>
}

const resizing = (fit: Size | null): ImageBitmapOptions =>
  fit ? { resizeWidth: fit.widthPx, resizeHeight: fit.heightPx, resizeQuality: 'medium' } : {}

async function decodeBitmap(file: Blob, fit: Size | null): Promise<Drawn> {
  const source = await createImageBitmap(file, resizing(fit))
  const { width: widthPx, height: heightPx } = source
  return { source, widthPx, heightPx, close: () => source.close() }
}

export const hasOffscreen = () =>
  typeof OffscreenCanvas !== 'undefined' && typeof createImageBitmap !== 'undefined'

/** In a worker nobody waits for it. */
export const workerStudio: Studio = {
  decode: decodeBitmap,
  sheet({ widthPx, heightPx }) {
    const canvas = new OffscreenCanvas(widthPx, heightPx)
    const context = canvas.getContext('2d', { alpha: false })
    if (!context) throw new Error('there is nothing to draw with')
    const encode = (quality: number) => canvas.convertToBlob({ type: 'image/jpeg', quality })
    return { canvas, context, encode }
  },
  breathe: () => Promise.resolve(),
}

/** For browsers whose workers have no canvas: on the page, in slices. */
export const pageStudio: Studio = {
  async decode(file, fit) {
    // An older Safari knows no options here, and some browsers no bitmaps of such files.
    return decodeBitmap(file, fit).catch(() => decodeElement(file))
  },
  sheet({ widthPx, heightPx }) {
    const canvas = document.createElement('canvas')
    canvas.width = widthPx
    canvas.height = heightPx
    const context = canvas.getContext('2d', { alpha: false })
    if (!context) throw new Error('there is nothing to draw with')
    const encode = (quality: number) =>
      new Promise<Blob>((resolve, reject) => {
        const done = (blob: Blob | null) =>
          blob ? resolve(blob) : reject(new Error('the picture was not encoded'))
        canvas.toBlob(done, 'image/jpeg', quality)
      })
    return { canvas, context, encode }
  },
  breathe: () => new Promise((resolve) => setTimeout(resolve)),
}

async function decodeElement(file: Blob): Promise<Drawn> {
  const address = URL.createObjectURL(file)
  try {
    const source = new Image()
    source.src = address
    await source.decode()
    const { naturalWidth: widthPx, naturalHeight: heightPx } = source
    return { source, widthPx, heightPx, close: () => URL.revokeObjectURL(address) }
  } catch (error) {
    URL.revokeObjectURL(address)
    throw error
  }
}
