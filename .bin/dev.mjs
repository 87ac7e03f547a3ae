import { spawn } from 'node:child_process'
import {
  at,
  ensureBuilt,
  ensureInstalled,
  environment,
  migrate,
  once,
  run,
  say,
  startWorker,
  untilReady,
} from './tools.mjs'

// npm run dev: Vite with hot reload in front, the worker behind it, over npm start's own database.
const port = Number(process.env.PORT ?? 5173)
const workerPort = port + 1000

await ensureInstalled()
await ensureBuilt()
await once('migrations', ['migrations'], () => migrate('.state/local'))
const worker = startWorker({ port: workerPort, state: '.state/local', log: 'inherit' })
await untilReady(workerPort, worker.ended)
await run('node', ['.bin/seed.mjs', `http://localhost:${workerPort}`])
say(`\nPatchwork, reloading as you write: http://localhost:${port}`)
const vite = spawn('vite', ['dev', '--port', `${port}`, '--strictPort'], {
  cwd: at('web'),
  env: { ...environment, WORKER_URL: `http://localhost:${workerPort}` },
  stdio: 'inherit',
})
const stop = async () => {
  vite.kill()
  await worker.stop()
  process.exit(0)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
await Promise.race([worker.ended, new Promise((resolve) => vite.on('exit', resolve))])
await stop()
