/** An initialisation vector and what it sealed, in one. */
export type Sealed = Uint8Array<ArrayBuffer>

/** What the store needs of a vault; tests may bring a plainer one. */
export interface Sealer {
  seal(name: string, value: unknown): Promise<Sealed>
  open(name: string, sealed: Sealed): Promise<unknown>
  /** The same for bytes, as they are. */
  sealBytes(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed>
  openBytes(name: string, sealed: Sealed): Promise<Uint8Array<ArrayBuffer> | undefined>
}

const IV_BYTES = 12
const utf8 = new TextEncoder()

/**
 * Seals what a person wrote or may read before it is kept, and opens it again. `name` says where it
 * belongs (its table and scope or id) and is bound to it: a record moved elsewhere does not open.
 *
 * Never await this inside an IndexedDB transaction, which would commit meanwhile: seal before, open
 * after.
 */
export class Vault implements Sealer {
  readonly #key: CryptoKey

  constructor(key: CryptoKey) {
    this.#key = key
  }

  seal(name: string, value: unknown): Promise<Sealed> {
    return this.sealBytes(name, utf8.encode(JSON.stringify(value)))
  }

  async sealBytes(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
    const box = await crypto.subtle.encrypt(algorithm(name, iv), this.#key, bytes)
    const sealed = new Uint8Array(IV_BYTES + box.byteLength)
    sealed.set(iv)
    sealed.set(new Uint8Array(box), IV_BYTES)
    return sealed
  }

  /** Undefined when it was sealed with another key or for another place, or has been tampered with. */
  async open(name: string, sealed: Sealed): Promise<unknown> {
    const words = await this.openBytes(name, sealed)
    return words && JSON.parse(new TextDecoder().decode(words))
  }

  async openBytes(name: string, sealed: Sealed): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      const [iv, box] = [sealed.subarray(0, IV_BYTES), sealed.subarray(IV_BYTES)]
      return new Uint8Array(await crypto.subtle.decrypt(algorithm(name, iv), this.#key, box))
    } catch {
      return undefined
    }
  }
}

const algorithm = (name: string, iv: Sealed) => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8.encode(name),
})

/** Remembers what it opened last time, so that a look at a long queue opens only what is new in it. */
export class Reader {
  readonly #vault: Sealer
  #known = new Map<string, unknown>()

  constructor(vault: Sealer) {
    this.#vault = vault
  }

  async open(records: readonly (readonly [name: string, sealed: Sealed])[]): Promise<unknown[]> {
    const known = new Map<string, unknown>()
    const opened = await Promise.all(
      records.map(async ([name, sealed]) => {
        // No two seals share an initialisation vector, so it tells an older record from a newer one.
        const key = `${name} ${sealed?.subarray(0, IV_BYTES).join()}`
        const value = this.#known.get(key) ?? (await this.#vault.open(name, sealed))
        known.set(key, value)
        return value
      }),
    )
    this.#known = known
    return opened
  }
}
