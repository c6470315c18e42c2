import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { money, signed, signedMoney, units } from '../../shared/money.ts'
import { CODE_ALPHABET, formatRoomCode, parseRoomCode } from '../../shared/room-code.ts'

describe('room codes', () => {
  it('are read in lower case, and with spaces, a dot or a dash', () => {
    for (const typed of ['K7Q4MX', 'k7q4mx', 'K7Q·4MX', ' k7q-4mx ', 'K7Q 4MX'])
      expect(parseRoomCode(typed)).toBe('K7Q4MX')
  })
  it('are refused with a letter outside their alphabet or with another length', () => {
    for (const typed of ['K7Q4M', 'K7Q4MXX', 'K7Q4M0', 'K7Q4MI', '', '::'])
      expect(parseRoomCode(typed)).toBeUndefined()
  })
  it('are the same after formatting and parsing', () => {
    const codes = fc
      .array(fc.constantFrom(...CODE_ALPHABET), { minLength: 6, maxLength: 6 })
      .map((l) => l.join(''))
    fc.assert(fc.property(codes, (code) => parseRoomCode(formatRoomCode(code)) === code))
  })
})

describe('amounts', () => {
  it('have a real minus sign and separators for thousands', () => {
    expect([money(-1234567), money(0), signed(50), signed(-150), signedMoney(450), signedMoney(0)]).toEqual([
      '−$1,234,567',
      '$0',
      '+50',
      '−150',
      '+$450',
      '$0',
    ])
  })
  it.each([
    ['grouped', ['+1,500', '−1,500', '0', '1,500', '−1,500']],
    ['plain', ['+1500', '−1500', '0', '1500', '−1500']],
    ['ascii', ['+1500', '-1500', '0', '1500', '-1500']],
  ] as const)('have one minus sign and one rule for digits in %s notation', (notation, texts) => {
    const all = [1500, -1500, 0].map((amount) => signed(amount, notation))
    expect([...all, units(1500, notation), units(-1500, notation)]).toEqual(texts)
  })
})
