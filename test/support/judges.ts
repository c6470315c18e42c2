import { linesOf } from '../../shared/history/lines.ts'
import type { History } from '../../shared/history/operation.ts'
import { judgeRwRegister } from './elle.ts'
import { pairsOf, readHistory } from './jepsen-history.ts'
import {
  type BankOp,
  bankModel,
  type Call,
  casRegisterModel,
  isLinearizable,
  type RegisterOp,
} from './linearizable.ts'

/** The verdicts of our small checkers on the files for Elle, Knossos and Porcupine: true for valid. */
export const judges = {
  elle: (history: History): boolean => judgeRwRegister(linesOf(history, 'elle')).length === 0,
  'cas-register': (history: History): boolean => {
    const pairs = pairsOf(readHistory(linesOf(history, 'cas-register')))
    const calls = pairs
      .filter(({ completion }) => completion.type !== ':fail')
      .map(({ invoke, completion }): Call<RegisterOp> => {
        const pending = completion.type === ':info'
        const op = completion as unknown as RegisterOp
        return { op, call: invoke.time, return: pending ? Number.POSITIVE_INFINITY : completion.time }
      })
    return isLinearizable(casRegisterModel, calls)
  },
  porcupine: (history: History): boolean => {
    const calls = [...linesOf(history, 'porcupine')].map((line): Call<BankOp> => {
      const { amount, balance, unknown, call, return: end } = JSON.parse(line)
      return { op: { amount, balance, unknown: unknown === true }, call, return: end }
    })
    return isLinearizable(bankModel, calls)
  },
}

export const JUDGED = ['elle', 'cas-register', 'porcupine'] as const
export const BALANCES = ['cas-register', 'porcupine'] as const
