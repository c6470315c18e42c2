import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNickname } from '../../server/names/nickname.ts'
import { nicknameKey } from '../../server/names/nickname-key.ts'
import { UNICODE_VERSION } from '../../server/names/unicode-data.ts'
import { LIMITS } from '../../shared/limits.ts'

const tags = (letters: string): string =>
  `\u{1f3f4}${Array.from(letters, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')}\u{e007f}`
const FAMILY = '👨\u200d👩\u200d👧\u200d👦'
const nickname = (typed: string): string | undefined => {
  const parsed = parseNickname(typed)
  return 'wrong' in parsed ? undefined : parsed.nickname
}
const reason = (typed: string): string => {
  const parsed = parseNickname(typed)
  return 'wrong' in parsed ? parsed.wrong : `allowed: ${parsed.nickname}`
}

describe('a nickname', () => {
  it.each([
    ['Chinese', '李小龙'],
    ['German', 'Ünal Müller'],
    ['Hebrew', 'מיכל'],
    ['Hebrew with a geresh', 'ג׳ורג׳'],
    ['Vietnamese', 'Nguyễn Thị'],
    ['Hawaiian', 'Kaʻiulani'],
    ['Hindi, a half form before ZWJ', 'क\u094d\u200dष'],
    ['Nepali, a virama and ZWNJ before a letter', 'राम\u094d\u200cको'],
    ['Malayalam, a chillu made with ZWJ at the end', 'രാജന\u0d4d\u200d'],
    ['Malayalam, the same in two words', 'കൃഷ്ണന\u0d4d\u200d നായര\u0d4d\u200d'],
    ['Sinhala, a conjunct made with ZWJ', 'ශ\u0dca\u200dරී'],
    ['Bengali, ZWJ before the virama', 'র\u200d\u09cdযাচেল'],
    ['Persian, ZWNJ between joining letters', 'علی\u200cرضا'],
    ['Persian, twice', 'می\u200cنا گل\u200cپری'],
    ['Mongolian, a vowel separator', 'ᠰᠠᠷᠠᠨ\u180eᠠ'],
    ['Burmese, six marks on a letter', 'မျှော်လင့်'],
    ['Tibetan, three marks that take no space', 'བསྒྲུབས'],
    ['Japanese in three scripts beside Latin', 'さくら サクラ 花 X'],
    ['Korean beside Latin', '김 Kim'],
    ['Korean letters by themselves', 'ㅋㅋ'],
    ['Japanese with a variation selector', '葛\u{e0100}'],
    ['Russian with a number sign', '№ 5 Иван'],
    ['an emoji', '🦊'],
    ['an emoji of several, and Latin', '👩\u200d💻 dev'],
    ['a heart with a variation selector', '❤\ufe0f'],
    ['a keycap', '1\ufe0f\u20e3'],
    ['the flag of Scotland', tags('gbsct')],
    ['the flag of Texas', tags('ustx')],
    ['a flag of two letters', '🇩🇪'],
  ])('may be in %s', (_, name) => {
    expect(nickname(name)).toBe(name)
  })

  it.each([
    ['spaces', '  Ana \u3000 Mar\u00eda\u00a0', 'Ana María'],
    ['a line break from a paste', 'Ana\nMaría', 'Ana María'],
    ['direction marks at the rim', '\u200fדנה\u200f', 'דנה'],
    ['an isolate around it', '\u2067דנה\u2069', 'דנה'],
    ['an embedding around it', '\u202bدنيا\u202c', 'دنيا'],
    ['a mark at the rim of a word', 'דנה\u200f לוי', 'דנה לוי'],
    ['a byte order mark', '\ufeffana', 'ana'],
    ['a zero-width space at the end', 'ana\u200b', 'ana'],
    ['a joiner at the end', 'ana\u200d', 'ana'],
    ['ZWNJ where letters do not join anyway', 'سارا\u200cجان', 'ساراجان'],
    ['ZWNJ after a virama at the end of a word', 'ಎಸ\u0ccd\u200c. ರಮೇಶ', 'ಎಸ\u0ccd. ರಮೇಶ'],
    ['letters and accents apart', 'Zoe\u0308', 'Zoë'],
  ])('is stored without %s', (_, typed, stored) => {
    expect(nickname(typed)).toBe(stored)
  })

  it.each([
    ['', 'at least one character that can be seen'],
    ['  \t ', 'at least one character that can be seen'],
    ['\u200b', 'at least one character that can be seen'],
    ['\u3164\u200d', 'at least one character that can be seen'],
    ['a\u202eb', 'cannot be seen (U+202E)'],
    ['a\u200db', 'cannot be seen (U+200D)'],
    ['a\u200cb', 'cannot be seen (U+200C)'],
    ['क\u200dख', 'cannot be seen (U+200D)'],
    ['an\u00adna', 'cannot be seen (U+00AD)'],
    ['a\u0007b', 'cannot be seen (U+0007)'],
    [`an${tags('gbsct').slice(2)}a`, 'cannot be seen (U+E0067)'],
    ['\ud83d', 'half a character'],
    ['\uf8ff', 'other devices cannot show (U+F8FF)'],
    ['\u{1fffe}', 'does not know (U+1FFFE)'],
    ['аna', 'mixes Cyrillic and Latin letters'],
    ['Анна Ann', 'mixes Cyrillic and Latin letters'],
    ['ανα ana', 'mixes Greek and Latin letters'],
    ['\u{1d41a}на', 'mixes Latin and Cyrillic letters'],
    ['さくら김', 'mixes Hiragana and Hangul letters'],
    ['李Иван', 'mixes Han and Cyrillic letters'],
    ['ana\u0663', 'mixes Latin and Arabic letters'],
  ])('%j is refused with the true reason', (typed, why) => {
    expect(reason(typed)).toContain(why)
  })

  it('has at most 20 characters as people count them', () => {
    for (const character of ['x', 'é', 'नि', '🦊', '🇩🇪']) {
      expect(nickname(character.repeat(LIMITS.nickname))).toBeDefined()
      expect(reason(character.repeat(LIMITS.nickname + 1))).toContain('21 characters, and 20 is the most')
    }
  })

  it('has at most 80 code points', () => {
    expect(nickname(FAMILY.repeat(11) + 'x'.repeat(3))).toBeDefined()
    expect(reason(FAMILY.repeat(12))).toContain('84 parts (code points), and 80 is the most')
  })

  it('that is far too long is refused before anything else is looked at', () => {
    for (const unit of ['x', '\u0301', '\u200d', '\u{e0067}'])
      expect(reason(unit.repeat(401))).toMatch(/made of (400|401) parts/)
  })

  it('has at most 4 combining marks in a row, however they were typed', () => {
    for (const letter of ['a', 'x', 'か', 'ب']) {
      expect(nickname(letter + '\u0316'.repeat(LIMITS.nicknameMarks))).toBeDefined()
      expect(reason(letter + '\u0316'.repeat(LIMITS.nicknameMarks + 1))).toContain('more than 4 accents')
    }
    expect(reason(`a${'\u0301'.repeat(180)}`)).toContain('more than 4 accents')
    expect(reason(`\u1edb${'\u0301'.repeat(3)}`)).toContain('more than 4 accents')
    expect(reason(`က${'\u102c'.repeat(30)}`)).toContain('more than 4 accents')
  })

  it('that was allowed is allowed as it was stored, and stays the same name (seed 17)', () => {
    const units = fc.constantFrom(
      ...[
        'a',
        'Z',
        'ß',
        'И',
        'ش',
        'א',
        'क',
        '\u094d',
        '\u200c',
        '\u200d',
        '\u200f',
        ' ',
        '👩',
        '\ufe0f',
        '李',
        '\u0301',
      ],
    )
    const typed = fc.array(units, { maxLength: 12 }).map((all) => all.join(''))
    fc.assert(
      fc.property(typed, (text) => {
        const stored = nickname(text)
        if (stored === undefined) return
        expect(nickname(stored)).toBe(stored)
        expect(nicknameKey(nicknameKey(stored))).toBe(nicknameKey(stored))
      }),
      { seed: 17, numRuns: 3000 },
    )
  })

  it('is judged by the data of Unicode 17', () => {
    expect(UNICODE_VERSION).toBe('17.0.0')
  })
})

describe('two nicknames', () => {
  it.each([
    ['Straße', 'STRASSE'],
    ['Straße', 'STRAẞE'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
    ['Ａｎａ', 'ANA'],
    ['\u{1d41a}na', 'ana'],
    ['ﬁnn', 'FINN'],
    ['Zoe\u0308', 'ZOË'],
    ['Ꭰꭱ', 'ꭰᎡ'],
    ['ᾳ', 'ΑΙ'],
    ['می\u200cنا', 'مینا'],
    ['👩\u200d💻', '👩💻'],
    ['❤\ufe0f', '❤'],
    ['ﾊﾅ', 'ハナ'],
  ])('%s and %s are the same name', (one, other) => {
    expect(nicknameKey(one)).toBe(nicknameKey(other))
  })

  it.each([
    ['ana', 'anna'],
    ['Zoe', 'Zoë'],
    [tags('gbsct'), tags('gbeng')],
    ['ana', 'ana 2'],
  ])('%s and %s are two names', (one, other) => {
    expect(nicknameKey(one)).not.toBe(nicknameKey(other))
  })
})
