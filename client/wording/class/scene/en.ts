import { FORMATS } from '../formats.ts'
import type { SceneTexts } from './texts.ts'

const { number, money, seconds } = FORMATS.en
const what = (amount: number): string => (amount > 0 ? 'deposit' : 'withdrawal')

export const en: SceneTexts = {
  reads: (balance) => `reads ${number(balance)}`,
  writes: (balance) => `writes ${number(balance)}`,
  thinks: (ms) => `thinks ${seconds(ms)}`,
  pause: seconds,
  readsNothing: 'reads nothing',
  you: 'you',
  told: {
    read: (who, balance) => `${who}: reads ${number(balance)}`,
    write: (who, balance) => `${who}: writes ${number(balance)}`,
    lost: (who, balance) => `${who}: writes ${number(balance)}, which is overwritten later`,
    killer: (who, balance) => `${who}: writes ${number(balance)}, over it`,
  },
  gone: ({ amount }, who) => `${who}’s ${what(amount)} of ${money(Math.abs(amount))} is forgotten.`,
  cause(lost, by, victim, killer) {
    if (by.basis === 'nothing')
      return `${killer} wrote ${number(by.wrote)} without reading anything first, and so erased all before it.`
    if (by.player === lost.player)
      return `${killer} had read ${number(by.seen)} for another transaction, before this one wrote ${number(lost.wrote)}. So the ${what(lost.amount)} is missing in the ${number(by.wrote)} that came last.`
    if (by.parent < lost.version)
      return `${killer} had read ${number(by.seen)} before ${victim} wrote ${number(lost.wrote)}. So the ${what(lost.amount)} is missing in the ${number(by.wrote)} that ${killer} wrote.`
    return `${killer} had read ${number(by.seen)}, where the ${what(lost.amount)} was missing already, and wrote ${number(by.wrote)}.`
  },
}
