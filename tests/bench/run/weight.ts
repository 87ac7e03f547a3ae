import { contenders, bundle, weigh } from './site.ts'
import { section, spell, valueOf } from './report.ts'

const KB = 1024
const MOST_KB = 50

/** What each engine adds to an app, gzipped. */
export async function weight() {
  const made = section('Weight, minified and gzipped', [
    'engine: the store, the view, the vault and the loop with push, pull and check, and Dexie. The schemas come after the first screen;',
    'with schemas: those too. with http: and the way to the worker. The others: what their part of this benchmark imports.',
  ])
  const { dexie } = contenders.patchwork
  const parts = {
    'engine + Dexie': [...engine],
    'with http': [
      ...engine,
      `export { httpTransport } from '../../web/src/lib/sync/http.ts'`,
      `export { api } from '../../web/src/lib/api.ts'`,
    ],
  }
  for (const [what, lines] of Object.entries(parts)) {
    const { first, all } = weigh(await bundle(lines.join('\n'), dexie))
    add(what, 'patchwork', first)
    if (what === 'engine + Dexie') add('with schemas', 'patchwork', all)
  }
  const others = {
    dexie: `export { default } from 'dexie'`,
    rxdb: `export * from './contenders/rxdb.mjs'`,
    pouchdb: `export { default } from 'pouchdb-browser'`,
    replicache: `export { Replicache } from 'replicache'`,
  }
  for (const [name, text] of Object.entries(others)) {
    add('library', name, weigh(await bundle(text, name === 'dexie' ? dexie : undefined)).all)
  }
  const found = valueOf(made, 'patchwork', 'engine + Dexie', null)
  made.verdicts.push({
    ...{ work: 'weight', target: `engine + Dexie: at most ${MOST_KB} KB` },
    ...{ found: spell(found, 'KB'), isReached: found <= MOST_KB },
  })
  return made

  function add(what: string, contender: string, bytes: number) {
    const rest = { speed: null, unit: 'KB', of: 'one bundle' }
    made.figures.push({ work: 'weight', contender, what, value: bytes / KB, ...rest })
  }
}

const lib = '../../web/src/lib'
const engine = [
  `export { Database } from '${lib}/store/database.ts'`,
  `export { Store } from '${lib}/store/store.ts'`,
  `export { Loop } from '${lib}/sync/loop.ts'`,
  `export { pushAll } from '${lib}/sync/push.ts'`,
  `export { pullAll } from '${lib}/sync/pull.ts'`,
  `export { checkAll } from '${lib}/sync/check.ts'`,
]
