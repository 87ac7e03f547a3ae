import { isSame } from './canonical.ts'

type Data = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads `text` or `cells/volume`; null where there is nothing, as absent and null mean the same here. */
export function readField(data: Data, path: string): unknown {
  const [name, part] = split(path)
  const value = Object.hasOwn(data, name) ? data[name] : undefined
  if (part === null) return value ?? null
  return isRecord(value) && Object.hasOwn(value, part) ? (value[part] ?? null) : null
}

/** A copy of `data` with one field set; null takes an entry of a record field away. */
export function writeField(data: Data, path: string, value: unknown): Data {
  const [name, part] = split(path)
  if (part === null) return { ...data, [name]: value }
  const record = isRecord(data[name]) ? data[name] : {}
  if (value !== null) return { ...data, [name]: { ...record, [part]: value } }
  const { [part]: _gone, ...rest } = record
  return { ...data, [name]: rest }
}

/** The fields in which `after` differs from `before`, those of `parts` entry by entry. */
export function changedFields(before: Data, after: Data, parts: readonly string[]): string[] {
  return fieldPaths({ ...before, ...after }, parts, before, after).filter(
    (path) => !isSame(readField(before, path), readField(after, path)),
  )
}

function fieldPaths(names: Data, parts: readonly string[], ...sources: Data[]): string[] {
  return Object.keys(names).flatMap((name) => {
    if (!parts.includes(name)) return [name]
    const entries = new Set(sources.flatMap((source) => Object.keys(source[name] ?? {})))
    return [...entries].map((entry) => `${name}/${entry}`)
  })
}

function split(path: string): [name: string, part: string | null] {
  const at = path.indexOf('/')
  return at < 0 ? [path, null] : [path.slice(0, at), path.slice(at + 1)]
}
