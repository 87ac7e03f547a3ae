import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Compiles a room as it is, with one more file in it that exists only here. Answers what tsc would say. */
function compileWith(room: string, file: string, text: string): string[] {
  const config = join(root, room, 'tsconfig.json')
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile)
  const parsed = ts.parseJsonConfigFileContent(json, ts.sys, dirname(config))
  const path = join(root, room, file)
  const host = ts.createCompilerHost(parsed.options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (name) => name === path || fileExists(name)
  host.readFile = (name) => (name === path ? text : readFile(name))
  host.getSourceFile = (name, ...rest) =>
    name === path
      ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023)
      : getSourceFile.call(host, name, ...rest)
  const program = ts.createProgram({
    rootNames: [...parsed.fileNames, path],
    options: { ...parsed.options, noEmit: true, emitDeclarationOnly: false },
    ...(parsed.projectReferences ? { projectReferences: parsed.projectReferences } : {}),
    host,
  })
  // Only what the new file brings: the room itself is judged by the compiler in its own run.
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(path))
    .map(
      ({ messageText, code }) => `TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )
}

beforeAll(() => {
  // References are read as the declarations that a build writes.
  const build = ts.createSolutionBuilder(
    ts.createSolutionBuilderHost(ts.sys),
    [join(root, 'worker/tsconfig.json'), join(root, 'shared/tsconfig.json')],
    {},
  )
  expect(build.build()).toBe(ts.ExitStatus.Success)
}, 120_000)

describe('the compiler holds the walls', () => {
  test.each([
    ['shared', 'fine.ts', `import { Plan } from './plan/plan.ts'\nexport const it = Plan`],
    ['worker', 'fine.ts', `import { Plan } from '../shared/plan/plan.ts'\nexport const it = Plan`],
    [
      'web',
      'src/lib/fine.ts',
      `import type { Api } from '../../../.types/worker/contract.d.ts'\nexport type It = Api`,
    ],
  ])('%s compiles with an import it may have', (room, file, text) => {
    expect(compileWith(room, file, text)).toEqual([])
  })

  const notListed = /TS6307|TS6059/
  test.each([
    ['shared', 'web', 'wrong.ts', `export { whoAmI } from '../web/src/lib/me.ts'`, notListed],
    ['shared', 'the worker', 'wrong.ts', `export { api } from '../worker/api.ts'`, notListed],
    [
      'shared',
      'Node',
      'wrong.ts',
      `export { readFileSync } from 'node:fs'`,
      /TS2307|TS2591|TS2580/,
    ],
    ['shared', 'the window', 'wrong.ts', `export const it = window`, /TS2304|TS2552/],
    ['shared', 'the network', 'wrong.ts', `export const it = fetch('/')`, /TS2304|TS2552/],
    ['shared', 'the dice', 'wrong.ts', `export const it = crypto.randomUUID()`, /TS2304|TS2552/],
    ['worker', 'web', 'wrong.ts', `export { whoAmI } from '../web/src/lib/me.ts'`, notListed],
    [
      'web',
      'the worker’s routes',
      'src/lib/wrong.ts',
      `export { api } from '../../../worker/api.ts'`,
      notListed,
    ],
    [
      'web',
      'the worker’s tables',
      'src/lib/wrong.ts',
      `export { row } from '../../../worker/db/schema.ts'`,
      notListed,
    ],
    [
      'web',
      'the worker’s types as values',
      'src/lib/wrong.ts',
      `import { Api } from '../../../.types/worker/contract.d.ts'\nexport const it = Api`,
      /TS1361|TS1484|TS2693/,
    ],
  ])('%s may not reach %s', (room, _what, file, text, expected) => {
    expect(compileWith(room, file, text).join('\n')).toMatch(expected)
  })
})
