import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { Browser, Hall } from './browser.ts'

/** The worker as a deployment gets it, but for the built site. */
async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../../worker/${entry}`, import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    logLevel: 'silent',
    plugins: [
      {
        name: 'no-site',
        setup(plugin) {
          plugin.onResolve({ filter: /_worker\.js$/ }, () => ({
            path: 'site',
            namespace: 'no-site',
          }))
          plugin.onLoad({ filter: /.*/, namespace: 'no-site' }, () => ({
            contents: 'export default { fetch: () => new Response(null, { status: 404 }) }',
          }))
        },
      },
    ],
  })
  return outputFiles[0]?.text ?? ''
}

describe('what is deployed', () => {
  /** Marks of development, each of which the local entry does hold. */
  const marks = [
    '/dev/mail',
    '/dev/reminders',
    'q1dXpw3UpT5',
    '"/demo"',
    '/api/demo',
    '"demo"',
    'for this machine only',
  ]
  // esbuild picks the quotes; both are looked for.
  const holds = (code: string, mark: string) =>
    [mark, mark.replaceAll('"', "'"), mark.replaceAll('"', '`')].some((it) => code.includes(it))

  test('has no demonstration, no mailbox and no secret of development’s', async () => {
    const [local, deployed] = [await bundled('dev.ts'), await bundled('index.ts')]
    expect(marks.filter((mark) => !holds(local, mark))).toEqual([])
    expect(marks.filter((mark) => holds(deployed, mark))).toEqual([])
    const weight = gzipSync(deployed).length
    console.log(`worker, gzipped: ${Math.round(weight / 1024)} KiB`)
    // Cloudflare's free plan takes 3 MiB; the built site comes on top of this.
    expect(weight).toBeLessThan(700 * 1024)
  })

  test.each([
    '/api/demo/members/ashford',
    '/api/demo',
    '/api/dev/mail',
    '/dev/mail',
    '/dev/mail.json',
    '/dev/reminders',
  ])('%s is not there', async (path) => {
    expect((await new Browser(new Hall()).fetch(path)).status).toBe(404)
  })

  test.each(['/api/demo/partnership', '/api/demo/sign-in'])('%s takes nothing', async (path) => {
    const hall = new Hall()
    const ask = { partnershipId: 'ashford', memberId: 'manager' }
    expect(await new Browser(hall).post(path, ask)).toEqual({
      status: 404,
      body: { error: 'not-found' },
    })
    expect(hall.rows('select * from session')).toEqual([])
  })
})
