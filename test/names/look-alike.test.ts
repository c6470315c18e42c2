import { describe, expect, it } from 'vitest'
import { isImpostor, looksOf, skeleton } from '../../server/names/look-alike.ts'

describe('a name', () => {
  it.each([
    ['Cyrillic for Latin', 'асе', 'ace'],
    ['Cyrillic for Latin, in capitals', 'АСЕ', 'ace'],
    ['Cyrillic capitals for Latin ones', 'ВОВ', 'Bob'],
    ['Cyrillic, in both cases', 'Тру', 'Tpy'],
    ['one letter of a mixed name', '\u0430na', 'ana'],
    ['Greek for Latin', 'ΑΝΑ', 'ana'],
    ['Armenian for Latin', 'օօ', 'oo'],
    ['Cyrillic with digits', 'сос 2', 'coc 2'],
  ])('passes for another in %s', (_, one, other) => {
    expect(isImpostor(one, other)).toBe(true)
    expect(isImpostor(other, one)).toBe(true)
  })

  it.each([
    ['l, I and 1', 'lll', 'I11'],
    ['a zero and a letter', '007', 'OO7'],
    ['rn and m', 'rnia', 'mia'],
    ['l and I beside Han', 'Il李', 'll李'],
    ['1 and l beside Han', '1李', 'l李'],
    ['Katakana and Han', 'ロ', '口'],
    ['names that do not look alike', 'Иван', 'Ivan'],
    ['names that do not look alike in small letters', 'ана', 'ana'],
    ['itself', 'асе', 'асе'],
  ])('does not pass for another with %s', (_, one, other) => {
    expect(isImpostor(one, other)).toBe(false)
  })
})

it('skeletons are those of UTS 39: its own examples', () => {
  // "ѕсоре" in Cyrillic, and "paypal" with a Cyrillic a.
  expect(skeleton('ѕсоре')).toBe(skeleton('scope'))
  expect(skeleton('pаypаl')).toBe(skeleton('paypal'))
  expect(skeleton('Ѐ')).toBe(skeleton('È'))
  expect(skeleton('a\u200bb')).toBe('ab')
})

it('each look of a name is listed once', () => {
  expect(looksOf('ana')).toEqual(['ana'])
})
