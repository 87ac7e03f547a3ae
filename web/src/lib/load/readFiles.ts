import { Gather } from '../../../../shared/load/gather.ts'
import type { Found, Known } from '../../../../shared/load/found.ts'
import { readHeader } from '../../../../shared/load/tableKind.ts'
import type { TableKind } from '../../../../shared/load/tableKind.ts'
import { readCsv } from './csv.ts'
import { BadZip } from './badZip.ts'
import { parts } from './parts.ts'
import { Rows } from './rows.ts'
import { kindOf, listSources } from './sources.ts'
import type { Kind, Source } from './sources.ts'
import { chunksOf, textOf } from './text.ts'

export interface Progress {
  doneBytes: number
  allBytes: number
  file: string
}

export interface Asked {
  files: readonly File[]
  known: Known
  /** Who counted what stands in a table that does not say it. */
  publisher: string
}

/** A GeoJSON is read whole, because only the whole is JSON. All wards of England, generalised, are 60 MB. */
const MOST_JSON = 150e6
const MOST_SHEET = 250e6
const MOST_ROWS = 3_000_000

/** Places before what lies in them. */
const order: readonly (Kind | TableKind)[] = [
  ...(['json', 'bestFit', 'lsoaJson', 'population', 'street', 'csp', 'plain'] as const),
  ...(['matrix', 'ods', 'xlsx', 'csv', 'unknown'] as const),
]

/**
 * Reads what was chosen and says what it holds; nothing is kept. It never rejects for what is in a file: that
 * is in the report, and the rest is read.
 */
export async function readFiles(
  { files, known, publisher }: Asked,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Found> {
  const gather = new Gather(known, publisher)
  const allBytes = files.reduce((sum, { size }) => sum + size, 0)
  const listed: { source: Source; kind: Kind | TableKind }[] = []
  const tell = (file: string) => (error: unknown) => refuse(gather, file, error)
  for (const file of files) {
    const sources = await listSources(file, gather.sayIn(file.name)).catch(tell(file.name))
    for (const source of sources ?? []) {
      const kind = await kindOf(source, (cells) => headerIn(cells, known)).catch(tell(source.name))
      if (kind) listed.push({ source, kind })
    }
  }
  listed.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || byName(a.source, b.source))
  let doneBytes = 0
  for (const { source, kind } of listed) {
    const file = source.name
    const before = doneBytes
    const onBytes = (share: number) => {
      doneBytes = before + share * source.weight
      onProgress({ doneBytes, allBytes, file })
    }
    await read(source, kind, gather, known, onBytes).catch(tell(file))
    onBytes(1)
  }
  return gather.end()
}

const headerIn = (cells: readonly string[], { matrix }: Known) =>
  readHeader(cells, matrix?.columns ?? [])

const byName = (a: Source, b: Source) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

function refuse(gather: Gather, file: string, error: unknown) {
  const isBad = error instanceof BadZip
  const why = error instanceof Error ? error.message : String(error)
  const message = isBad ? why : `is damaged: it cannot be read to its end (${why})`
  gather.sayIn(file)(isBad ? error.sort : 'damaged', message, { weight: 'refused' })
  gather.noteFile(file, null, 0)
}

async function read(
  source: Source,
  kind: Kind | TableKind,
  gather: Gather,
  known: Known,
  onShare: (share: number) => void,
) {
  const say = gather.sayIn(source.name)
  const recognise = (cells: readonly string[]) => headerIn(cells, known)
  const readerFor = (name: string) => (header: Parameters<Gather['table']>[1]) =>
    gather.table(name, header)
  if (kind === 'json' || kind === 'lsoaJson') {
    if (source.bytes > MOST_JSON) {
      say(
        'too large',
        'is too large for a map: cut it to the district, or take the generalised one',
        {
          weight: 'refused',
        },
      )
      return gather.noteFile(source.name, null, 0)
    }
    let text = ''
    for await (const part of textOf(counted(source, onShare), say)) text += part
    return gather.geoJson(source.name, parseJson(text))
  }
  if (kind === 'ods' || kind === 'xlsx') {
    const sheets = new Map<number, Rows>()
    const give = (sheet: number, cells: string[], line: number) => {
      let rows = sheets.get(sheet)
      if (!rows) {
        const name = sheet === 0 ? source.name : `${source.name}, sheet ${sheet + 1}`
        // A sheet of notes is no table, and no fault.
        rows = new Rows(recognise, readerFor(name), () => undefined)
        sheets.set(sheet, rows)
      }
      rows.take(cells, line)
    }
    if (kind === 'ods') {
      const { readOds } = await parts.ods()
      await readOds(counted(source, onShare), give, MOST_ROWS)
    } else {
      const [{ checkReal }, { readXlsx }] = await Promise.all([parts.zip(), parts.xlsx()])
      await checkReal(source.parts ?? [], MOST_SHEET)
      onShare(0.3)
      const bytes = new Uint8Array(await new Response(source.open()).arrayBuffer())
      await readXlsx(bytes, sheetsIn(source), give, MOST_ROWS)
    }
    const isKnown = [...sheets.values()].map((rows) => rows.end()).some(Boolean)
    if (isKnown) return
    say('not known', 'has no sheet with a table that is known here', { weight: 'refused' })
    return gather.noteFile(source.name, null, 0)
  }
  if (kind === 'unknown') {
    say('not used', 'is no file that can be loaded here', { weight: 'note' })
    return gather.noteFile(source.name, null, 0)
  }
  const isRead = await readCsv(counted(source, onShare), recognise, readerFor(source.name), say)
  if (!isRead) gather.noteFile(source.name, null, 0)
}

const sheetsIn = ({ parts = [] }: Source) =>
  parts.filter(({ name }) => /^xl\/worksheets\/[^/]+\.xml$/.test(name)).length

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    const where = /line \d+ column \d+|position \d+/.exec(why)?.[0]
    const what = 'is no JSON: it breaks off or has a stray character'
    throw new BadZip('damaged', where ? `${what} at ${where}` : what)
  }
}

/** A source's bytes, telling how far they have been read: each megabyte is often enough. */
async function* counted(source: Source, onShare: (share: number) => void) {
  let read = 0
  let told = 0
  for await (const chunk of chunksOf(source.open())) {
    read += chunk.length
    if (read - told > 1e6) {
      told = read
      onShare(Math.min(1, read / Math.max(1, source.bytes)))
    }
    yield chunk
  }
}
