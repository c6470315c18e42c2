import type { Strategy } from '../../server/account/account.ts'
import { createInterceptedAccount } from '../../server/account/intercepted-account.ts'
import { createRecordedAccount } from '../../server/account/recorded-account.ts'
import { createStep } from '../../server/account/step.ts'
import { settle } from '../../server/transaction/execute.ts'
import type { RunPolicy } from '../../server/transaction/run-policy.ts'
import type { Receipt, Transaction } from '../../shared/journal.ts'
import type { Bank } from './bank.ts'

/** A transaction that sends its next command only when it is told to. */
interface Actor {
  tx: Transaction
  /** Carries out the next command; resolves when the transaction waits for another turn or has its outcome. */
  turn(): Promise<void>
  receipt: Promise<Receipt>
}

function start(
  bank: Bank,
  player: string,
  amount: number,
  strategy: Strategy,
  policy: Partial<RunPolicy>,
): Actor {
  const tx = bank.tx(player, amount)
  const execution = bank.execution(tx, strategy, policy)
  const recorded = createRecordedAccount(execution)
  let allow = (): void => {}
  let waits = (): void => {}
  let ready = new Promise<void>((resolve) => {
    waits = resolve
  })
  const account = createInterceptedAccount(recorded, async (_call, run) => {
    const allowed = new Promise<void>((resolve) => {
      allow = resolve
    })
    waits()
    await allowed
    return run()
  })
  const receipt = settle(
    execution,
    account,
    createStep(async () => {}),
    recorded.progress,
  )
  const over = receipt.then(() => {})
  return {
    tx,
    receipt,
    async turn() {
      await Promise.race([ready, over])
      ready = new Promise<void>((resolve) => {
        waits = resolve
      })
      allow()
      await Promise.race([ready, over])
    },
  }
}

export interface Part {
  strategy: Strategy
  amount: number
}

/** Transactions of `a`, `b` and so on whose commands take turns as in `schedule`: `1221` is a, b, b, a. */
export async function playByHand(
  bank: Bank,
  parts: readonly Part[],
  schedule: string,
  policy: Partial<RunPolicy> = {},
): Promise<{ tx: Transaction; receipt: Receipt }[]> {
  const actors = parts.map(({ strategy, amount }, i) =>
    start(bank, String.fromCharCode(97 + i), amount, strategy, policy),
  )
  for (const number of schedule) await actors[Number(number) - 1]?.turn()
  return Promise.all(actors.map(async ({ tx, receipt }) => ({ tx, receipt: await receipt })))
}
