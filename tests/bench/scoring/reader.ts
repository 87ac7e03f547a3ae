import Papa from 'papaparse'
import { readFiles } from '../../../web/src/lib/load/readFiles.ts'
import type { Asked } from '../../../web/src/lib/load/readFiles.ts'

/**
 * One worker that reads files in three ways: the CSV library by itself, as it streams a file of its own accord; the library
 * fed with text in slices, which is quicker; and all that loading does. What the library yields is thrown away.
 */
export type How = 'itself' | 'fed' | 'ours'
export interface Told {
  rows: number
  ms: number
}

const itself = (file: File) =>
  new Promise<number>((resolve, reject) => {
    let rows = 0
    Papa.parse<string[]>(file, {
      chunk: ({ data }) => void (rows += data.length),
      complete: () => resolve(rows),
      error: reject,
    })
  })

const SLICE = 512 * 1024

async function fed(file: File) {
  let rows = 0
  let held = ''
  const decoder = new TextDecoder()
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    held += decoder.decode(value, { stream: true })
    if (held.length < SLICE) continue
    const end = held.lastIndexOf('\n') + 1
    rows += Papa.parse<string[]>(held.slice(0, end), { delimiter: ',' }).data.length
    held = held.slice(end)
  }
  return rows + Papa.parse<string[]>(held, { delimiter: ',' }).data.length
}

async function rowsOf({ how, asked }: { how: How; asked: Asked }): Promise<number> {
  if (how === 'ours') {
    const { files } = await readFiles(asked)
    return files.reduce((sum, it) => sum + (it.what?.startsWith('police') ? it.rows : 0), 0)
  }
  let rows = 0
  for (const file of asked.files.filter(({ name }) => name.endsWith('.csv')))
    rows += await (how === 'itself' ? itself : fed)(file)
  return rows
}

self.addEventListener('message', async ({ data }: MessageEvent<{ how: How; asked: Asked }>) => {
  const from = performance.now()
  const rows = await rowsOf(data)
  self.postMessage({ rows, ms: performance.now() - from } satisfies Told)
})
