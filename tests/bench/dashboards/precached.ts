import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { at } from '../../../.bin/tools.mjs'

/** Words that only the figures, the pictures and the screens of the desk are made of: a build keeps them. */
const deskWords = [
  'Under no priority',
  'limits of ordinary ups and downs',
  'For this meeting to decide',
]

export interface Precached {
  files: number
  /** Scripts, gzipped. */
  kilobytes: number
  /** Files of what a phone keeps in which words of the desk stand. */
  ofDesk: string[]
  /** Words that stand in no built file: the check would see nothing. */
  unseen: string[]
}

/** Looks through what the service worker keeps on every phone for what only a desk needs. */
export function lookInPrecache(): Precached {
  const built = at('web/.svelte-kit/cloudflare')
  const list = JSON.parse(readFileSync(join(built, 'precache.json'), 'utf8')) as string[]
  const scripts = list.filter((file) => file.endsWith('.js'))
  const text = (file: string) => readFileSync(join(built, file), 'utf8')
  const folder = join(built, '_app/immutable')
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
  return {
    files: list.length,
    kilobytes: scripts.reduce((sum, file) => sum + gzipSync(text(file)).length, 0) / 1024,
    ofDesk: scripts.flatMap((file) => {
      const found = deskWords.filter((words) => text(file).includes(words))
      return found.map((words) => `${file} has "${words}"`)
    }),
    unseen: deskWords.filter((words) => !all.some((script) => script.includes(words))),
  }
}
