import type { Language } from './rounds/lesson.ts'

/** How a language writes numbers. All minus signs are real ones. */
export interface Formats {
  /** `1234` as `1,234`. */
  number(n: number): string
  /** `50` as `+50`. */
  signed(n: number): string
  /** `-1234` as `−$1,234`. */
  money(units: number): string
  /** The same, always with its sign: `+$450`, and `$0`. */
  signedMoney(units: number): string
  /** `0.375` as `38%`. */
  percent(share: number): string
  /** Milliseconds as `2.5 s`. */
  seconds(ms: number): string
  /** `3, 'bot', 'bots'` as `3 bots`. */
  count(n: number, one: string, other: string): string
  /** `a, b and c`. */
  list(items: readonly string[]): string
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', de: 'de-DE' }

function formatsOf(language: Language): Formats {
  const locale = LOCALES[language]
  const format = (options: Intl.NumberFormatOptions) => {
    const { format } = new Intl.NumberFormat(locale, options)
    return (n: number): string => format(n).replace('-', '−')
  }
  const currency = { style: 'currency', currency: 'USD', maximumFractionDigits: 0 } as const
  const number = format({ maximumFractionDigits: 0 })
  const rules = new Intl.PluralRules(locale)
  const list = new Intl.ListFormat(locale)
  const one = format({ style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 1 })
  return {
    number,
    signed: format({ maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
    money: format(currency),
    signedMoney: format({ ...currency, signDisplay: 'exceptZero' }),
    percent: format({ style: 'percent', maximumFractionDigits: 0 }),
    seconds: (ms) =>
      one(ms / 1000)
        .replace(' sec', ' s')
        .replace(' Sek.', ' s'),
    count: (n, one, other) => `${number(n)} ${rules.select(n) === 'one' ? one : other}`,
    list: (items) => list.format(items),
  }
}

export const FORMATS: Readonly<Record<Language, Formats>> = { en: formatsOf('en'), de: formatsOf('de') }
