import { expect, test } from 'vitest'
import { inVersionOrder } from '../../../server/cli/demo/in-version-order.ts'

function recorder() {
  const handed: string[] = []
  return { handed, order: inVersionOrder<string>((item) => handed.push(item)) }
}

test('an early item is held back until all items before it have arrived', () => {
  const { handed, order } = recorder()
  order.add(3, 'third')
  order.add(2, 'second')
  expect(handed).toEqual([])
  order.add(1, 'first')
  expect(handed).toEqual(['first', 'second', 'third'])
  order.add(4, 'fourth')
  expect(handed).toEqual(['first', 'second', 'third', 'fourth'])
})

test('flush hands on the items behind a missing version, once and in order', () => {
  const { handed, order } = recorder()
  order.add(1, 'first')
  order.add(11, 'eleventh')
  order.add(3, 'third')
  order.flush()
  order.flush()
  expect(handed).toEqual(['first', 'third', 'eleventh'])
})
