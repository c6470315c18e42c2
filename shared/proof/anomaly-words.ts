import type { Anomaly, MatrixAnomaly } from './anomaly.ts'

/** What one interleaving does, in words: `loses an update`; for several, `lose an update`. */
export interface AnomalyWords {
  name: string
  one: string
  several: string
}

export const ANOMALY_WORDS: Record<Anomaly, AnomalyWords> = {
  'lost-update': { name: 'lost update', one: 'loses an update', several: 'lose an update' },
  overdraft: { name: 'below zero', one: 'goes below zero', several: 'go below zero' },
  'double-apply': {
    name: 'booked twice',
    one: 'books a transaction twice',
    several: 'book a transaction twice',
  },
  'wrong-amount': { name: 'wrong amount', one: 'books a wrong amount', several: 'book a wrong amount' },
  'false-refusal': {
    name: 'false refusal',
    one: 'refuses what the balance covers',
    several: 'refuse what the balance covers',
  },
  'refused-in-balance': {
    name: 'refused, yet in the balance',
    one: 'refuses a transaction that is in the balance all the same',
    several: 'refuse a transaction that is in the balance all the same',
  },
  hangs: { name: 'hangs', one: 'hangs', several: 'hang' },
  starvation: {
    name: 'gives up',
    one: 'makes a transaction give up',
    several: 'make a transaction give up',
  },
  'wrote-nothing': {
    name: 'wrote nothing',
    one: 'has a script that wrote nothing',
    several: 'have a script that wrote nothing',
  },
  'wrong-result': {
    name: 'wrong result',
    one: 'ends with a wrong result',
    several: 'end with a wrong result',
  },
}

/** When an interleaving has several anomalies, the first of these is named. */
export const GRAVEST_FIRST: readonly Anomaly[] = [
  'lost-update',
  'double-apply',
  'wrong-amount',
  'refused-in-balance',
  'overdraft',
  'wrong-result',
  'false-refusal',
  'hangs',
  'starvation',
  'wrote-nothing',
]

/** What a column of the matrix assumes; '' when only the transactions. A cell whose scenario assumes more says so. */
export const ASSUMES: Record<MatrixAnomaly, string> = {
  'lost-update': '',
  overdraft: 'overdraft refused',
  'double-apply': 'a reply gets lost',
  'wrong-amount': '',
  'false-refusal': 'overdraft refused',
  'refused-in-balance': 'overdraft refused',
  hangs: 'a node crashes',
  starvation: 'one attempt',
}
