import type { Sealed, Sealer } from '../../web/src/lib/store/vault.ts'

const MARK_BYTES = 12
const utf8 = new TextEncoder()
const text = new TextDecoder()

/**
 * A vault without threads, so that histories run fast and are the same each time. Like the real one it
 * binds what it seals to its name, and no two seals begin alike.
 */
export class PlainVault implements Sealer {
  static #count = 0

  seal(name: string, value: unknown): Promise<Sealed> {
    const words = utf8.encode(JSON.stringify([name, value]))
    const sealed = new Uint8Array(MARK_BYTES + words.length)
    new DataView(sealed.buffer).setFloat64(0, ++PlainVault.#count)
    sealed.set(words, MARK_BYTES)
    return Promise.resolve(sealed)
  }

  open(name: string, sealed: Sealed): Promise<unknown> {
    const [for_, value] = readSeal(sealed)
    return Promise.resolve(for_ === name ? value : undefined)
  }

  sealBytes = (name: string, bytes: Uint8Array<ArrayBuffer>) => this.seal(name, [...bytes])

  async openBytes(name: string, sealed: Sealed): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const bytes = (await this.open(name, sealed)) as number[] | undefined
    return bytes && Uint8Array.from(bytes)
  }
}

/** What was sealed, and for which place. */
export const readSeal = (sealed: Sealed) =>
  JSON.parse(text.decode(sealed.subarray(MARK_BYTES))) as [name: string, value: unknown]

/** The same seal over other words. */
export function reseal(sealed: Sealed, name: string, value: unknown): Sealed {
  const words = utf8.encode(JSON.stringify([name, value]))
  const again = new Uint8Array(MARK_BYTES + words.length)
  again.set(sealed.subarray(0, MARK_BYTES))
  again.set(words, MARK_BYTES)
  return again
}
