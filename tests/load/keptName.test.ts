import { expect, test } from 'vitest'
import { keptName } from '../../shared/load/keptName.ts'

test.each([
  ['2024-01-kent-street.csv', '2024-01-kent-street.csv'],
  ['months.zip › 2024-01/2024-01-kent-street.csv', 'months.zip › 2024-01/2024-01-kent-street.csv'],
  ['from 07700 900123.csv', 'a file whose name is left out'],
  ['jane.doe@example.org.csv', 'a file whose name is left out'],
  ['x'.repeat(400), 'x'.repeat(300)],
])('%s is kept as %s', (name, kept) => expect(keptName(name)).toBe(kept))
