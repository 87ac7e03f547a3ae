import type { Page } from '@playwright/test'

/** A JPEG as a camera makes it: soft ground, hard edges, and grain all over. */
export async function drawn(page: Page, widthPx: number, heightPx: number, seed: number) {
  const base64 = await page.evaluate(
    async ([w, h, start]) => {
      const canvas = new OffscreenCanvas(w, h)
      const context = canvas.getContext('2d')
      const grain = new OffscreenCanvas(256, 256)
      const dots = grain.getContext('2d')?.createImageData(256, 256)
      if (!context || !dots) throw new Error('there is nothing to draw with')
      let dice = start + 1
      const below = (most: number) => {
        dice = (Math.imul(dice, 1103515245) + 12345) & 0x7fffffff
        return (dice >> 8) % most
      }
      for (let at = 0; at < dots.data.length; at++) dots.data[at] = at % 4 === 3 ? 26 : below(255)
      grain.getContext('2d')?.putImageData(dots, 0, 0)
      const sky = context.createLinearGradient(0, 0, w, h)
      sky.addColorStop(0, `hsl(${below(360)} 40% 70%)`)
      sky.addColorStop(1, `hsl(${below(360)} 50% 30%)`)
      context.fillStyle = sky
      context.fillRect(0, 0, w, h)
      for (let nth = 0; nth < 60; nth++) {
        context.fillStyle = `hsl(${below(360)} 60% ${20 + below(60)}%)`
        context.fillRect(below(w), below(h), below(w / 4), below(h / 4))
      }
      const pattern = context.createPattern(grain, 'repeat')
      if (pattern) context.fillStyle = pattern
      context.fillRect(0, 0, w, h)
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
      const bytes = new Uint8Array(await blob.arrayBuffer())
      let text = ''
      for (let at = 0; at < bytes.length; at += 8192) {
        text += String.fromCharCode(...bytes.subarray(at, at + 8192))
      }
      return btoa(text)
    },
    [widthPx, heightPx, seed] as const,
  )
  return Buffer.from(base64, 'base64')
}
