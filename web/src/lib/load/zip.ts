import { BlobReader, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js'
import type { Entry, FileEntry } from '@zip.js/zip.js'
import { BadZip } from './badZip.ts'

/**
 * What a zip may hold. A real street archive inflates eight to ten times and its largest month to 60 MB; a
 * Home Office table of one year inflates to 150 MB, seventy times. What goes past these is no data of ours.
 */
export const limits = {
  entries: 5000,
  entryBytes: 600e6,
  allBytes: 4e9,
  /** Text inflates about 100 times at the very most; a bomb up to 1,032. Small entries may be anything. */
  ratio: 200,
  ratioFrom: 5e6,
}

export interface ZipEntry {
  name: string
  bytes: number
  packedBytes: number
  /** Inflates while it is read, and stops at the first byte more than the directory promised. */
  open: () => ReadableStream<Uint8Array>
}

const inMb = (bytes: number) => `${Math.round(bytes / 1e6).toLocaleString('en-GB')} MB`

/** The files in a zip, once its directory has been found believable. Throws `BadZip`. */
export async function openZip(blob: Blob): Promise<ZipEntry[]> {
  const reader = new ZipReader(new BlobReader(blob), {
    useWebWorkers: false,
    checkOverlappingEntry: true,
    checkSignature: true,
  })
  let listed: Entry[]
  try {
    listed = await reader.getEntries()
  } catch (error) {
    throw new BadZip('damaged', `is no zip that can be read (${said(error)})`)
  }
  const files = listed.filter((it): it is FileEntry => !it.directory)
  const wrong = wrongWith(files)
  if (wrong) throw new BadZip('bomb', wrong)
  return files.map((entry) => ({
    name: entry.filename,
    bytes: entry.uncompressedSize,
    packedBytes: entry.compressedSize,
    open: () => inflate(entry),
  }))
}

function wrongWith(files: readonly FileEntry[]): string | null {
  if (files.length > limits.entries)
    return `holds ${files.length} files; no archive here has so many`
  const all = files.reduce((sum, it) => sum + it.uncompressedSize, 0)
  if (all > limits.allBytes) return `says it would inflate to ${inMb(all)}: it was not opened`
  for (const { filename, uncompressedSize, compressedSize, encrypted } of files) {
    if (encrypted) return `has a password on ${filename}: load it without one`
    if (uncompressedSize > limits.entryBytes)
      return `says ${filename} would inflate to ${inMb(uncompressedSize)}: it was not opened`
    if (uncompressedSize > limits.ratioFrom && uncompressedSize > compressedSize * limits.ratio)
      return `says ${filename} would inflate ${Math.round(uncompressedSize / compressedSize)} times, which no table does: it was not opened`
  }
  return null
}

function inflate(entry: FileEntry): ReadableStream<Uint8Array> {
  let seen = 0
  const stop = new AbortController()
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, out) {
      seen += chunk.length
      if (seen <= entry.uncompressedSize) return out.enqueue(chunk)
      const error = new BadZip(
        'bomb',
        `inflates ${entry.filename} past the ${inMb(entry.uncompressedSize)} it says: it was stopped there`,
      )
      out.error(error)
      stop.abort(error)
    },
  })
  // A fault found before the first byte reaches nobody unless the stream is ended with it.
  entry
    .getData(writable, { signal: stop.signal, useWebWorkers: false })
    .catch((error: unknown) => writable.abort(error))
    .catch(() => undefined)
  return readable
}

const said = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** Inflates an entry to nothing: what is left to trust once a library holds the whole of it. */
export async function checkReal(entries: readonly ZipEntry[], most: number): Promise<void> {
  let all = 0
  for (const entry of entries) {
    const reader = entry.open().getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      all += value.length
      if (all <= most) continue
      await reader.cancel().catch(() => undefined)
      throw new BadZip(
        'bomb',
        `inflates to more than ${inMb(most)}: save the table as CSV and load that`,
      )
    }
  }
}
