/**
 * A zip of files as they are (PKWARE's APPNOTE, method 0). Documents are small texts and JPEGs that nothing makes
 * smaller, and a library that packs them too is fifty times this: a phone keeps it for a day without signal.
 * Names are ASCII; under 4 GB, under 65,536 files.
 */
export function storedZip(files: ReadonlyMap<string, Uint8Array>, type: string): Blob {
  const parts: BlobPart[] = []
  const directory: Uint8Array<ArrayBuffer>[] = []
  let at = 0
  for (const [name, bytes] of files) {
    const title = new TextEncoder().encode(name)
    const shared = [
      ...[u16(20), u16(0), u16(0), u16(0), u16(FIRST_DAY), u32(crc32(bytes))],
      ...[u32(bytes.length), u32(bytes.length), u16(title.length), u16(0)],
    ]
    const local = joined(u32(0x04034b50), ...shared, title)
    parts.push(local, new Uint8Array(bytes))
    directory.push(
      joined(
        ...[u32(0x02014b50), u16(20), ...shared],
        ...[u16(0), u16(0), u16(0), u32(0), u32(at), title],
      ),
    )
    at += local.length + bytes.length
  }
  const end = joined(...directory)
  const count = u16(files.size)
  const last = joined(
    ...[u32(0x06054b50), u16(0), u16(0), count, count, u32(end.length), u32(at), u16(0)],
  )
  return new Blob([...parts, end, last], { type })
}

/** 1 January 1980: a document does not say when it was made by which clock. */
const FIRST_DAY = 0x0021

const u16 = (it: number) => Uint8Array.of(it & 255, it >>> 8)
const u32 = (it: number) => Uint8Array.of(it & 255, (it >>> 8) & 255, (it >>> 16) & 255, it >>> 24)

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let it = byte
  for (let bit = 0; bit < 8; bit++) it = it & 1 ? (it >>> 1) ^ 0xedb88320 : it >>> 1
  return it
})

/** CRC-32 (ISO 3309), as zips want it. */
export function crc32(bytes: Uint8Array): number {
  let it = 0xffffffff
  for (const byte of bytes) it = (it >>> 8) ^ (table[(it ^ byte) & 255] as number)
  return (it ^ 0xffffffff) >>> 0
}
