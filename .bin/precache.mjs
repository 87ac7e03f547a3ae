import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { at } from './tools.mjs'

// After a build: which files the field routes need, so that the service worker keeps those and leaves
// the desk's alone. The same list, closed over imports, is what the weight check adds up.
const out = at('web/.svelte-kit/output/client')
const site = at('web/.svelte-kit/cloudflare')
const manifest = JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8'))
const nodesFolder = at('web/.svelte-kit/generated/client-optimized/nodes')

/** The source page or layout that each generated node stands for. */
const nodes = readdirSync(nodesFolder).map((file) => ({
  key: Object.keys(manifest).find((key) => key.endsWith(`client-optimized/nodes/${file}`)),
  source:
    /routes\/[^"']*|error\.svelte/.exec(readFileSync(join(nodesFolder, file), 'utf8'))?.[0] ?? '',
}))
const entries = Object.keys(manifest).filter((key) => /^entry\//.test(manifest[key].name ?? ''))

/**
 * What a field page fetches only when it is wanted has to be on the phone all the same. Left out are other
 * pages, libraries that only open and write files, and documents, which are made at a desk.
 */
const isForDesk = (key) =>
  /node_modules\/|\.svelte-kit\/generated\/|^src\/(routes\/\(office\)|lib\/governance)\//.test(key)
function withRooms(keys) {
  const seen = new Set()
  const visit = (key) => {
    if (seen.has(key)) return
    seen.add(key)
    const { imports = [], dynamicImports = [] } = manifest[key]
    for (const next of [...imports, ...dynamicImports.filter((it) => !isForDesk(it))]) visit(next)
  }
  keys.forEach(visit)
  return [...seen]
}

function filesOf(keys) {
  const seen = new Set()
  const visit = (key) => {
    if (seen.has(key)) return
    seen.add(key)
    for (const next of manifest[key].imports ?? []) visit(next)
  }
  keys.forEach(visit)
  const chunks = [...seen].map((key) => manifest[key])
  return new Set(chunks.flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets]))
}

/** A worker and what it imports, by the name of its source: a page that starts it says so in no manifest. */
function filesOfWorker(name) {
  const folder = join(out, '_app/immutable/workers')
  const start = readdirSync(folder).filter((file) => file.startsWith(`${name}-`))
  const seen = new Set()
  const visit = (file) => {
    if (seen.has(file)) return
    seen.add(file)
    const text = readFileSync(join(folder, file), 'utf8')
    for (const [, next] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) visit(next)
  }
  start.forEach(visit)
  if (seen.size === 0) throw new Error(`no worker called ${name} was built`)
  return [...seen].map((file) => `_app/immutable/workers/${file}`)
}

const isShell = ({ source }) => /^routes\/\+layout|error\.svelte$/.test(source)
/** The door too: whoever is signed out with no signal must find a page there that says so. */
const isField = ({ source }) => /^routes\/(\(field\)|\(public\)\/sign-in)\//.test(source)
const keysOf = (wanted) => nodes.filter(wanted).map(({ key }) => key)

const field = filesOf([...entries, ...withRooms(keysOf((node) => isShell(node) || isField(node)))])
const statics = ['manifest.webmanifest', 'favicon.svg']
// Photos are made with no signal too. A file that stands here twice would keep the shell from being kept.
const list = [...new Set([...field, ...filesOfWorker('photo.worker'), ...statics])]
  .sort()
  .map((file) => `/${file}`)
writeFileSync(join(site, 'precache.json'), JSON.stringify(list))

const first = filesOf([
  ...entries,
  ...keysOf((node) => isShell(node) || /^routes\/\(field\)\/(\+layout|patch\/)/.test(node.source)),
])
mkdirSync(at('.state'), { recursive: true })
writeFileSync(at('.state/first-screen.json'), JSON.stringify([...first].sort()))
