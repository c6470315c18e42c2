import { FORMATS } from '../formats.ts'
import type { SceneTexts } from './texts.ts'

const { number, money, seconds } = FORMATS.de

export const de: SceneTexts = {
  reads: (balance) => `liest ${number(balance)}`,
  writes: (balance) => `schreibt ${number(balance)}`,
  thinks: (ms) => `denkt ${seconds(ms)}`,
  readsNothing: 'liest nichts',
  you: 'du',
  told: {
    read: (who, balance) => `${who}: liest ${number(balance)}`,
    write: (who, balance) => `${who}: schreibt ${number(balance)}`,
    lost: (who, balance) => `${who}: schreibt ${number(balance)}, was später überschrieben wird`,
    killer: (who, balance) => `${who}: schreibt ${number(balance)}, darüber`,
  },
  gone: ({ amount }, who) =>
    `${amount > 0 ? 'Die Einzahlung' : 'Die Auszahlung'} von ${who} über ${money(Math.abs(amount))} ist vergessen.`,
  cause(lost, by, victim, killer) {
    if (by.basis === 'nothing')
      return `${killer} schrieb ${number(by.wrote)}, ohne vorher etwas zu lesen, und löschte so alles davor.`
    if (by.player === lost.player)
      return `${killer} hatte für eine andere Buchung ${number(by.seen)} gelesen, bevor diese ${number(lost.wrote)} schrieb. Darum fehlt sie in den ${number(by.wrote)}, die zuletzt kamen.`
    if (by.parent < lost.version)
      return `${killer} hatte ${number(by.seen)} gelesen, bevor ${victim} ${number(lost.wrote)} schrieb. Darum fehlt das in den ${number(by.wrote)}, die ${killer} schrieb.`
    return `${killer} hatte ${number(by.seen)} gelesen, wo es schon fehlte, und schrieb ${number(by.wrote)}.`
  },
}
