import { FORMATS } from '../formats.ts'
import type { SceneTexts } from './texts.ts'

const { number, money, seconds } = FORMATS.de
const what = (amount: number): string => (amount > 0 ? 'Einzahlung' : 'Abhebung')

export const de: SceneTexts = {
  reads: (balance) => `liest ${number(balance)}`,
  writes: (balance) => `schreibt ${number(balance)}`,
  thinks: (ms) => `denkt ${seconds(ms)}`,
  pause: seconds,
  readsNothing: 'liest nichts',
  you: 'du',
  told: {
    read: (who, balance) => `${who}: liest ${number(balance)}`,
    write: (who, balance) => `${who}: schreibt ${number(balance)}`,
    lost: (who, balance) => `${who}: schreibt ${number(balance)}, was später überschrieben wird`,
    killer: (who, balance) => `${who}: schreibt ${number(balance)}, darüber`,
  },
  gone: ({ amount }, who) => `Die ${what(amount)} von ${who} über ${money(Math.abs(amount))} ist vergessen.`,
  cause(lost, by, victim, killer) {
    if (by.basis === 'nothing')
      return `${killer} schrieb ${number(by.wrote)}, ohne vorher etwas zu lesen, und löschte so alles davor.`
    if (by.player === lost.player)
      return `${killer} hatte für eine andere Buchung ${number(by.seen)} gelesen, bevor diese ${number(lost.wrote)} schrieb. Darum fehlt die ${what(lost.amount)} in den ${number(by.wrote)}, die zuletzt kamen.`
    if (by.parent < lost.version)
      return `${killer} hatte ${number(by.seen)} gelesen, bevor ${victim} ${number(lost.wrote)} schrieb. Darum fehlt die ${what(lost.amount)} in den ${number(by.wrote)}, die ${killer} schrieb.`
    return `${killer} hatte ${number(by.seen)} gelesen, wo die ${what(lost.amount)} schon fehlte, und schrieb ${number(by.wrote)}.`
  },
}
