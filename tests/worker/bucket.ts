import { createHash } from 'node:crypto'

interface Kept {
  bytes: Uint8Array<ArrayBuffer>
  uploaded: Date
  contentType: string | undefined
}

const MOST_LISTED = 1000

/**
 * R2 as far as Patchwork uses it, in memory: keys in the order of their bytes, pages of a thousand, a checksum
 * that is held to, at most a thousand deletions at once. The tests on the real local R2 hold it to that.
 */
export class MemoryBucket {
  readonly objects = new Map<string, Kept>()
  /** By the bucket's own clock. */
  now = new Date('2026-11-22T09:00:00Z')
  /** Set by a test: thrown in place of the next work. */
  fault: Error | null = null

  keys = () => [...this.objects.keys()].sort()

  #work() {
    const { fault } = this
    this.fault = null
    if (fault) throw fault
  }

  async head(key: string) {
    this.#work()
    const kept = this.objects.get(key)
    return Promise.resolve(kept ? this.#object(key, kept) : null)
  }

  async get(key: string) {
    this.#work()
    const kept = this.objects.get(key)
    if (!kept) return Promise.resolve(null)
    return Promise.resolve({
      ...this.#object(key, kept),
      body: new Blob([kept.bytes]).stream(),
      arrayBuffer: () => Promise.resolve(kept.bytes.slice().buffer),
    })
  }

  async put(key: string, value: Uint8Array, options: R2PutOptions = {}) {
    this.#work()
    const bytes = Uint8Array.from(value)
    const { sha256, httpMetadata } = options
    const hash = createHash('sha256').update(bytes).digest('hex')
    if (sha256 !== undefined && sha256 !== hash) throw new Error('put: the SHA-256 does not match')
    const contentType = (httpMetadata as R2HTTPMetadata | undefined)?.contentType
    const kept = { bytes, uploaded: this.now, contentType }
    this.objects.set(key, kept)
    return Promise.resolve(this.#object(key, kept))
  }

  async delete(keys: string | string[]) {
    this.#work()
    const list = [keys].flat()
    if (list.length > 1000) throw new Error('delete: more than 1000 keys')
    for (const key of list) this.objects.delete(key)
    return Promise.resolve()
  }

  async list({ prefix = '', startAfter = '', limit = MOST_LISTED }: R2ListOptions = {}) {
    this.#work()
    const found = this.keys().filter((key) => key.startsWith(prefix) && key > startAfter)
    const objects = found.slice(0, Math.min(limit, MOST_LISTED)).map((key) => {
      const kept = this.objects.get(key)
      if (!kept) throw new Error('gone')
      return this.#object(key, kept)
    })
    return Promise.resolve({
      objects,
      truncated: objects.length < found.length,
      delimitedPrefixes: [],
    })
  }

  #object = (key: string, { bytes, uploaded, contentType }: Kept) => ({
    ...{ key, size: bytes.length, uploaded },
    httpMetadata: { contentType },
  })

  asBinding(): R2Bucket {
    return this as unknown as R2Bucket
  }
}
