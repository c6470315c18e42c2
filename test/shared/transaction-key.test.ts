import { expect, it } from 'vitest'
import { transactionKey } from '../../shared/transaction-key.ts'

it('a transaction is named by its player, a space and its id, as the fields that stand in Redis already', () => {
  expect(transactionKey({ player: 'p1', tx: 'V1StGXR8_Z5jdHi6B-myT' })).toBe('p1 V1StGXR8_Z5jdHi6B-myT')
})

it('two players may choose the same id', () => {
  expect(transactionKey({ player: 'p1', tx: 't' })).not.toBe(transactionKey({ player: 'p2', tx: 't' }))
})
