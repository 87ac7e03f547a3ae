import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('the top level holds the rooms, five files, a licence and dotfiles, and nothing else', () => {
  const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n')
  const top = [...new Set(files.map((file) => file.split('/')[0] ?? ''))]
  expect(top.filter((name) => !name.startsWith('.')).sort()).toEqual(
    [
      'LICENSE',
      'README.md',
      'migrations',
      'package-lock.json',
      'package.json',
      'shared',
      'tests',
      'tsconfig.json',
      'web',
      'worker',
      'wrangler.toml',
    ].sort(),
  )
})
