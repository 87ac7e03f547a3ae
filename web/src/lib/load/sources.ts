import type { Say } from '../../../../shared/load/problem.ts'
import type { Header, TableKind } from '../../../../shared/load/tableKind.ts'
import { separatorOf } from './csv.ts'
import { HEADER_WITHIN } from './rows.ts'
import type { Recognise } from './rows.ts'
import { chunksOf, textOf } from './text.ts'
import { parts } from './parts.ts'
import type { ZipEntry } from './zip.ts'
import Papa from 'papaparse'

/** Something that can be read from its beginning, as often as one likes. */
export interface Source {
  /** As a person knows it: the file, and inside a zip the path. */
  name: string
  bytes: number
  /** How much of the chosen files it is. */
  weight: number
  open: () => ReadableStream<Uint8Array>
  /** What an office file is made of. */
  parts?: readonly ZipEntry[]
  kind?: Kind
}

export const kinds = ['json', 'lsoaJson', 'csv', 'ods', 'xlsx', 'unknown'] as const
export type Kind = (typeof kinds)[number]

/** The sources in one chosen file: itself, or what a zip holds. Throws `BadZip`. */
export async function listSources(file: File, say: Say): Promise<Source[]> {
  const name = file.webkitRelativePath || file.name
  const itself = { name, bytes: file.size, weight: file.size, open: () => file.stream() }
  if (!(await isZip(file))) return [itself]
  const { openZip } = await parts.zip()
  const entries = await openZip(file)
  const content = entries.find((it) => it.name === 'content.xml')
  if (content && entries.some((it) => it.name === 'mimetype'))
    return [{ ...itself, bytes: content.bytes, open: content.open, kind: 'ods' }]
  if (entries.some((it) => it.name === 'xl/workbook.xml'))
    return [{ ...itself, parts: entries, kind: 'xlsx' }]
  return entries.flatMap((it) => {
    if (isPassedOver(it.name)) return []
    if (
      !/\.(csv|txt|tsv|json|geojson)$/i.test(it.name) ||
      /-(outcomes|stop-and-search)\.csv$/.test(it.name)
    ) {
      say('not used', `holds ${it.name}, which is not used here`, { weight: 'note' })
      return []
    }
    return [
      { name: `${name} › ${it.name}`, bytes: it.bytes, weight: it.packedBytes, open: it.open },
    ]
  })
}

/** What a Mac puts beside every file. */
const isPassedOver = (name: string) => /(^|\/)(__MACOSX\/|\._|\.DS_Store)/.test(name)

async function isZip(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] ?? 9) < 9
}

/** What a source holds, by how it begins. */
export async function kindOf(source: Source, recognise: Recognise): Promise<Kind | TableKind> {
  if (source.kind) return source.kind
  if (/\d{4}-\d\d-[a-z-]+-street\.csv$/.test(source.name)) return 'street'
  const text = await beginningOf(source)
  const start = text.trimStart()
  if (start.startsWith('{')) return /"LSOA\d\dCD"/i.test(text) ? 'lsoaJson' : 'json'
  if (/\.(geo)?json$/i.test(source.name)) return 'json'
  if (/\0|^%PDF|^PK/.test(text)) return 'unknown'
  const { data } = Papa.parse<string[]>(text, {
    delimiter: separatorOf(text),
    preview: HEADER_WITHIN,
  })
  const header = data.map(recognise).find((it): it is Header => it !== null)
  return header?.kind ?? 'csv'
}

async function beginningOf(source: Source): Promise<string> {
  let text = ''
  for await (const chunk of textOf(chunksOf(source.open()), () => undefined)) {
    text += chunk
    if (text.length > 16_384) break
  }
  return text.slice(0, 65_536)
}
