import type { GenericSchema } from 'valibot'
import { DateOn, Id, InstantAt, Line, Paragraph } from './schema.ts'

/**
 * What a field of a row takes, as far as a form for one field needs to know it. A `whole` is taken as
 * it stands or not at all: a timescale, a cell, an instant that the phone noted.
 */
export type FieldShape =
  | { is: 'text'; isLong: boolean; mayBeEmpty: boolean }
  | { is: 'choice'; options: readonly string[]; mayBeEmpty: boolean }
  | { is: 'date' | 'number' | 'one'; mayBeEmpty: boolean }
  | { is: 'yes or no' | 'several' | 'whole' }

/** The parts of a schema that say what it takes; valibot keeps each under its own name. */
interface Parts {
  type: string
  entries?: Readonly<Record<string, GenericSchema>>
  wrapped?: GenericSchema
  item?: GenericSchema
  options?: readonly unknown[]
}
const partsOf = (schema: GenericSchema) => schema as unknown as Parts

const wrappers: readonly string[] = ['nullable', 'nullish', 'optional']

/** `path` is a field, or one entry of a record field, which is a whole. */
export function fieldShape(schema: GenericSchema, path: string): FieldShape {
  const field = partsOf(schema).entries?.[path]
  return field ? shapeOf(field, false) : { is: 'whole' }
}

function shapeOf(schema: GenericSchema, mayBeEmpty: boolean): FieldShape {
  const { type, wrapped, item, options } = partsOf(schema)
  if (wrapped && wrappers.includes(type)) return shapeOf(wrapped, true)
  if (schema === Id) return { is: 'one', mayBeEmpty }
  if (schema === DateOn) return { is: 'date', mayBeEmpty }
  if (schema === InstantAt) return { is: 'whole' }
  if (type === 'string') {
    return { is: 'text', isLong: schema === Paragraph, mayBeEmpty: mayBeEmpty || schema !== Line }
  }
  if (type === 'picklist') return { is: 'choice', options: options as string[], mayBeEmpty }
  if (type === 'number') return { is: 'number', mayBeEmpty }
  if (type === 'boolean') return { is: 'yes or no' }
  return type === 'array' && item === Id ? { is: 'several' } : { is: 'whole' }
}

/** As it stands in the form: ids of `several` as a list, everything else as a line. */
export type Typed = string | string[]

export function typedOf({ is }: FieldShape, value: unknown): Typed {
  if (is === 'several') return Array.isArray(value) ? value.map(String) : []
  if (is === 'yes or no') return value === true ? 'yes' : 'no'
  return value === null || value === undefined ? '' : String(value)
}

/** What was typed, as the field keeps it. "1,200" and " 30 " are numbers to the person who typed them. */
export function valueOf(shape: FieldShape, typed: Typed): unknown {
  if (typeof typed !== 'string') return typed
  if (shape.is === 'yes or no') return typed === 'yes'
  if (shape.is === 'text') return typed.trim()
  if (typed.trim() === '') return null
  if (shape.is !== 'number') return typed
  const digits = typed.replaceAll(/[,\s]/g, '')
  return /^-?\d+(\.\d+)?$/.test(digits) ? Number(digits) : typed.trim()
}
