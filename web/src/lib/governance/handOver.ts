import type { Block } from '../../../../shared/governance/minutesOf.ts'
import { PlainTrouble } from '../trouble.ts'

/**
 * Hands a document over as a file of this name. What writes it is fetched only now, and kept from then on: it weighs
 * as much as half of what a phone starts with. `bytes` holds pictures by hash. Throws `PlainTrouble` without signal.
 */
export async function handOver(
  name: string,
  blocks: readonly Block[],
  bytes?: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const { docxOf } = await import('./docx.ts').catch(() => {
    throw new PlainTrouble(
      'What writes documents is not on this phone yet, and there is no signal to fetch it. Print the page instead, or try again later.',
    )
  })
  const url = URL.createObjectURL(await docxOf(blocks, bytes))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name.replace(/[\\/:*?"<>|]+/g, '-')}.docx`
  link.click()
  // The browser takes the file over by itself; some take a moment to.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
