import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What every command here needs. Plain JavaScript that runs on Node 20, before anything is installed. */
export const root = fileURLToPath(new URL('..', import.meta.url))
export const at = (...parts) => join(root, ...parts)

/** Node 24 comes with the packages; scripts run on it whatever the machine has. */
export const environment = {
  ...process.env,
  PATH: at('node_modules/.bin') + delimiter + process.env.PATH,
  WRANGLER_SEND_METRICS: 'false',
  CI: '1',
}

/** Runs a command to its end; throws when it fails. With `quiet`, its output shows only then. */
export function run(command, args, { quiet = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...environment, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('exit', (code) => {
      if (code === 0) return resolve(output)
      if (quiet) process.stderr.write(output)
      reject(new Error(`${command} ${args[0] ?? ''} ended with ${code}`))
    })
  })
}

const stampFile = (name) => at('.state', `${name}.stamp`)

/** Does the work unless it was done already for these very files. */
export async function once(name, paths, work) {
  const now = fingerprint(paths)
  const before = existsSync(stampFile(name)) ? readFileSync(stampFile(name), 'utf8') : ''
  if (now === before) return false
  await work()
  mkdirSync(at('.state'), { recursive: true })
  writeFileSync(stampFile(name), now)
  return true
}

function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths) for (const file of filesUnder(path)) hash.update(file)
  return hash.digest('hex')
}

const passOver = new Set(['node_modules', '.svelte-kit', '.wrangler', '.types'])

function* filesUnder(path) {
  const stat = statSync(at(path))
  if (!stat.isDirectory()) yield `${path}\0${readFileSync(at(path), 'utf8')}\0`
  else {
    for (const name of readdirSync(at(path)).sort()) {
      if (!passOver.has(name)) yield* filesUnder(join(path, name))
    }
  }
}

/** Installs what the lock file says, if that is not what is there. */
export async function ensureInstalled() {
  const wanted = fingerprint(['package-lock.json'])
  const mark = at('node_modules/.patchwork')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  say('Installing what the lock file says (a minute or two, once) …')
  await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], {
    quiet: true,
  })
  writeFileSync(mark, wanted)
}

const webInputs = ['web', 'shared', 'package-lock.json']

/** Builds the site, if anything that goes into it has changed. */
export const ensureBuilt = () =>
  once('build', webInputs, async () => {
    say('Building …')
    await run('vite', ['build', '--logLevel', 'warn'], { quiet: true, cwd: at('web') })
    await run('node', ['.bin/precache.mjs'], { quiet: true })
  })

export const migrate = (state) =>
  run('wrangler', ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', state], {
    quiet: true,
  })

const WORKER = 'worker/dev.ts'

/** Puts the worker into one file, for those who start it many times. Answers the file. */
export async function bundleWorker(folder) {
  await run('wrangler', ['deploy', WORKER, '--dry-run', '--outdir', folder], { quiet: true })
  return `${folder}/dev.js`
}

/**
 * Starts the worker as development has it, with its local D1. `state` is where that database lives,
 * `bundle` what `bundleWorker` made.
 */
export function startWorker({ port, state, log = 'ignore', bundle = null }) {
  const entry = bundle ? [bundle, '--no-bundle'] : [WORKER]
  const args = ['dev', ...entry, '--local', '--port', String(port), '--persist-to', state]
  const child = spawn('wrangler', [...args, '--log-level', 'error', '--inspector-port', '0'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', log, log],
    detached: true,
  })
  const ended = new Promise((resolve) => child.on('exit', resolve))
  return {
    ended,
    group: -child.pid,
    /** The group, because wrangler starts workerd as a process of its own. */
    async stop(signal = 'SIGTERM') {
      try {
        process.kill(-child.pid, signal)
      } catch {
        // It has ended by itself.
      }
      await ended
    },
  }
}

export async function untilReady(port, ended, seconds = 60) {
  let hasEnded = false
  void ended.then(() => (hasEnded = true))
  for (let tries = 0; tries < seconds * 10; tries++) {
    if (hasEnded) throw new Error('the worker ended before it answered')
    const answer = await fetch(`http://localhost:${port}/api/session`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the worker did not answer within ${seconds} seconds`)
}

export const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })

export const say = (line) => console.log(line)
