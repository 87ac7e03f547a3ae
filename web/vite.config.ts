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
  build: {
    rolldownOptions: {
      output: {
        // What most screens share comes as one file: thirty small ones weigh 5 KB more, gzipped.
        codeSplitting: {
          groups: [{ name: 'common', test: /[/\\](web[/\\]src|shared)[/\\]/, minShareCount: 7 }],
        },
      },
    },
  },
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  server: { proxy: { '/api': { target: WORKER_URL, changeOrigin: false } } },
})
