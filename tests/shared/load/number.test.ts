import { expect, test } from 'vitest'
import { readCount } from '../../../shared/load/number.ts'

test.each([
  ['0', 0],
  [' 12 ', 12],
  ['1,234', 1234],
  ['1,234,567', 1234567],
  ['12.0', 12],
  ['1e3', 1000],
  // Not supplied, and never zero.
  ['', null],
  ['-', null],
  ['..', null],
  ['n/a', null],
  ['[x]', null],
  ['-0', 0],
])('%j counts as %j', (text, value) => expect(readCount(text)).toEqual({ value }))

test.each([
  ['-3', 'negative'],
  ['−3', 'negative'],
  ['-1,234', 'negative'],
  ['2.4', 'fraction'],
  ['-2.4', 'negative'],
  ['twelve', 'number'],
  ['1,23', 'number'],
  ['12a', 'number'],
  ['0x10', 'number'],
  ['Infinity', 'number'],
  ['1e300', 'number'],
  ['5000000000', 'number'],
])('%j is no count: %s', (text, sort) => expect(readCount(text)).toMatchObject({ sort }))
