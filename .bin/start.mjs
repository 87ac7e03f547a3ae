import {
  ensureBuilt,
  ensureInstalled,
  isFree,
  migrate,
  once,
  run,
  say,
  startWorker,
  untilReady,
} from './tools.mjs'

// npm start: install, build, migrate, seed the demonstration once, serve.
const port = Number(process.env.PORT ?? 8787)
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error(`PORT is "${process.env.PORT}", which is not a port number.`)
  process.exit(1)
}
if (!(await isFree(port))) {
  console.error(`Port ${port} is taken. Stop what uses it, or choose another: PORT=8790 npm start`)
  process.exit(1)
}

await ensureInstalled()
await ensureBuilt()
await once('migrations', ['migrations'], () => migrate('.state/local'))

const worker = startWorker({ port, state: '.state/local', log: 'inherit' })
let isStopping = false
const stop = async () => {
  if (isStopping) return
  isStopping = true
  await worker.stop()
  say('\nStopped. What was recorded is kept in .state/local.')
  process.exit(0)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)

try {
  await untilReady(port, worker.ended)
  await run('node', ['.bin/seed.mjs', `http://localhost:${port}`])
} catch (error) {
  if (!isStopping) {
    console.error(error.message)
    await worker.stop()
    process.exit(1)
  }
}
if (!isStopping) {
  say(`\nPatchwork is at http://localhost:${port}   (Ctrl-C stops it)`)
  say('Sign in with one tap on the first page, for instance as')
  say('  PCSO, Victoria    the phone side: my patch, record progress')
  say('  CSP manager       the desk side: overview, plan, assessment, targets')
}
await worker.ended
if (!isStopping) {
  console.error('The worker ended by itself.')
  process.exit(1)
}
