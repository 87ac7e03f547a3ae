import adapter from '@sveltejs/adapter-cloudflare'
import { sveltekit } from '@sveltejs/kit/vite'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

const WORKER_URL = process.env.WORKER_URL ?? 'http://localhost:8788'
const workerRoom = fileURLToPath(new URL('../worker/', import.meta.url))

/** The worker's code must never reach a browser; only its types cross, and those are gone by now. */
const wall: Plugin = {
  name: 'patchwork-wall',
  enforce: 'pre',
  resolveId: {
    async handler(source, importer) {
      if (!importer || !/worker|contract/.test(source)) return null
      const found = await this.resolve(source, importer, { skipSelf: true })
      if (found?.id.startsWith(workerRoom))
        this.error(`web may not import ${source} from the worker`)
      return found
    },
  },
}

const ours = /[/\\](web[/\\]src|shared)[/\\]/

/** Where the first field screen begins: what it imports from here is what an old phone must load. */
const firstScreen = [
  'hooks.client.ts',
  'routes/+layout.svelte',
  'routes/(field)/+layout.svelte',
  'routes/(field)/+layout.ts',
  'routes/(field)/patch/+page.svelte',
  'routes/(field)/patch/+page.ts',
].map((file) => fileURLToPath(new URL(`./src/${file}`, import.meta.url)))

type Context = { getModuleInfo: (id: string) => { importedIds: string[] } | null }

/** Whether the first field screen imports a module, directly or through others. */
function isFirst(id: string, context: Context): boolean {
  if (!first) {
    const found = new Set<string>()
    const visit = (at: string) => {
      if (found.has(at)) return
      found.add(at)
      context.getModuleInfo(at)?.importedIds.forEach(visit)
    }
    firstScreen.forEach(visit)
    first = found
  }
  return first.has(id)
}
let first: Set<string> | null = null

export default defineConfig({
  plugins: [
    wall,
    sveltekit({
      // Pages ask for nothing of the platform. Its emulation is left out: each build would leave a
      // workerd process behind.
      adapter: { ...adapter({ config: 'wrangler.adapter.toml' }), emulate: undefined },
      // The shell is served for any address of the app, so its links must not be relative to one.
      paths: { relative: false },
      // The page registers it itself, to ask before a new one takes over.
      serviceWorker: { register: false },
      version: { pollInterval: 0 },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // SvelteKit's own announcer of page changes carries this one style attribute.
          'style-src-attr': [
            'unsafe-hashes',
            'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
          ],
          'img-src': ['self', 'data:', 'blob:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'worker-src': ['self'],
          'base-uri': ['none'],
          // Only a header can carry this one; _headers repeats it for what is prerendered.
          'frame-ancestors': ['none'],
          'form-action': ['self'],
        },
      },
    }),
  ],
  // Dexie's own wrapper loads its ES5 build, a fifth heavier on the phone than its modern one.
  resolve: { alias: { dexie: 'dexie/dist/modern/dexie.mjs' } },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // The first field screen comes as one file: thirty small ones weigh 5 KB more, gzipped.
            // What it has no use for stays out of that file, however many screens share it.
            codeSplitting: {
              groups: [
                {
                  debugName: 'first',
                  name: (id, context) => (ours.test(id) && isFirst(id, context) ? 'first' : null),
                },
              ],
            },
          },
        },
      },
    },
  },
  // A worker fetches what a file needs when such a file comes.
  worker: { format: 'es' },
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  server: { proxy: { '/api': { target: WORKER_URL, changeOrigin: false, ws: true } } },
})
