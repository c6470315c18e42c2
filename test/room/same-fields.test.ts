import { expect, test } from 'vitest'
import { sameFields } from '../../server/room/same-fields.ts'

test('records are the same when every field has the same value, in whatever order the fields stand', () => {
  expect(sameFields({ a: 1, b: 'x', c: true }, { c: true, b: 'x', a: 1 })).toBe(true)
  expect(sameFields({ a: 1, b: 'x' }, { a: 1, b: 'y' })).toBe(false)
  expect(sameFields({ a: 1, b: 'x' }, { a: 2, b: 'x' })).toBe(false)
})

test('a field that only one of two records has makes them different', () => {
  expect(sameFields<{ a: number; b?: string }>({ a: 1 }, { a: 1, b: 'x' } as never)).toBe(false)
  expect(sameFields<{ a: number; b?: string }>({ a: 1, b: 'x' } as never, { a: 1 })).toBe(false)
})
