import { describe, expect, it } from 'vitest'
import { parseReceipt, ReceiptDamaged, safeParseReceipt } from '../../server/account/receipt.ts'
import type { Receipt } from '../../shared/journal.ts'

const entry = {
  ...{ version: 2, parent: 1, tx: 'a', player: 'ana', amount: 50, seen: 100, wrote: 150, attempts: 1 },
  ...{ node: 'A', readAt: 10, wroteAt: 20, expected: 150 },
}
const applied: Receipt = { outcome: 'applied', entry }

describe('a stored receipt', () => {
  it.each<Receipt>([
    applied,
    { ...applied, open: true },
    { outcome: 'rejected', why: 'overdraft', attempts: 1, at: 20, toVersion: 2, noOverdraft: true },
    { outcome: 'failed', why: 'no-answer', attempts: 0, at: 20 },
  ])('is read as it was written: %o', (receipt) => {
    expect(parseReceipt(JSON.stringify(receipt))).toEqual(receipt)
    expect(safeParseReceipt(JSON.stringify(receipt))).toEqual(receipt)
  })

  it('loses the fields that no receipt has', () => {
    expect(parseReceipt(JSON.stringify({ ...applied, more: 1 }))).toEqual(applied)
  })

  it.each([
    ['an empty text', ''],
    ['a text that is no JSON', 'junk'],
    ['a receipt that was cut off', JSON.stringify(applied).slice(0, -1)],
    ['null', 'null'],
    ['a number', '7'],
    ['a list', '[]'],
    ['an object without an outcome', '{}'],
    ['an outcome that does not exist', '{"outcome":"maybe"}'],
    ['applied without its entry', '{"outcome":"applied"}'],
    ['applied in another field', '{"why":"outcome\\":\\"applied"}'],
    [
      'an entry without its version',
      JSON.stringify({ outcome: 'applied', entry: { ...entry, version: null } }),
    ],
    ['failed without its reason', '{"outcome":"failed","attempts":1,"at":5}'],
    ['a reason that does not exist', '{"outcome":"failed","why":"bad luck","attempts":1,"at":5}'],
  ])('is damaged if it is %s, and the error shows the text', (_, text) => {
    expect(() => parseReceipt(text)).toThrow(ReceiptDamaged)
    expect(() => parseReceipt(text)).toThrow(`is not a receipt: ${text.slice(0, 80)}`)
    expect(safeParseReceipt(text)).toBeUndefined()
  })

  it('is shown with its first 80 characters when it is damaged and long', () => {
    expect(() => parseReceipt('x'.repeat(1000))).toThrow(/: x{80}$/)
  })
})
