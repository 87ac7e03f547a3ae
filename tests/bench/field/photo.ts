import type { Page } from '@playwright/test'
import type { Timed } from '../plan/page.ts'

const act = `(() => {
  const input = document.querySelector('input[capture]')
  const files = new DataTransfer()
  files.items.add(window.benchFile)
  input.files = files.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
})()`

/** From the moment the camera hands it over until it is on the screen, kept. */
export async function takePhoto(page: Page, origin: string, camera: Buffer): Promise<Timed> {
  await page.goto(`${origin}/actions/action-1/progress`)
  const leaveOut = page.getByRole('button', { name: /^Leave out/ })
  await page.getByRole('button', { name: 'Take a photo' }).waitFor()
  await page.waitForTimeout(1_500)
  while ((await leaveOut.count()) > 0) {
    await leaveOut.first().click()
    await page.waitForTimeout(300)
  }
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (it) => it.charCodeAt(0))
    window.benchFile = new File([bytes], 'IMG.jpg', { type: 'image/jpeg' })
  }, camera.toString('base64'))
  await page.waitForTimeout(1_000)
  return timed(page, act, `[...document.querySelectorAll('.tile img')].some((it) => it.complete)`)
}

const timed = (page: Page, does: string, shows: string) =>
  page.evaluate<Timed>(`window.planBench.timed(() => ${does}, () => ${shows})`)
