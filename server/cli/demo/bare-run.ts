import { nanoid } from 'nanoid'
import { PACE } from '../../../shared/pace.ts'
import { type Account, BalanceUnreadable, LockWaitUsedUp } from '../../account/account.ts'
import { bareKeys, createBareAccount } from '../../account/bare-account.ts'
import { createLossyAccount } from '../../account/lossy-account.ts'
import { createSharedResources, type SharedResources } from '../../account/shared-resources.ts'
import { Stopped } from '../../async/pause.ts'
import { accountKeys, KEPT_SECONDS } from '../../redis/keys.ts'
import { NoAnswer } from '../../redis/wire.ts'
import { createRealTimeStep } from '../../transaction/real-time-step.ts'
import { readBalance } from './read-balance.ts'
import type { RunResult, UnappliedTransaction } from './run-result.ts'
import { allOf, type RunSetup, watchedStrategy } from './run-setup.ts'

type Actor = RunSetup['actors'][number]
type Ended = 'applied' | Pick<UnappliedTransaction, 'outcome' | 'why'>

/**
 * Runs all transactions at once, with one key and only the strategy's plain commands on the wire. Rejects with `NoAnswer`
 * when a reply is lost: without a recorder, nothing tells whether that write was applied.
 */
export async function bareRun(setup: RunSetup): Promise<RunResult> {
  const { books, opening, actors, watcher } = setup
  const key = accountKeys(`bare-${nanoid(10)}`, 1).balance
  // The transactions run in one process and share these.
  const resources = createSharedResources(books, key, PACE.lockWaitMs)
  await books.command(['SET', key, String(opening), 'EX', String(KEPT_SECONDS)])
  try {
    const endings = await allOf(
      actors.map(async (actor) => {
        watcher.updating(actor.name)
        const ended = await perform(setup, actor, key, resources)
        if (ended === 'applied') watcher.finishing(actor.name)
        return { actor, ended }
      }),
    )
    let expected = opening
    const unapplied: UnappliedTransaction[] = []
    for (const { actor, ended } of endings) {
      if (ended === 'applied') expected += actor.amount
      else unapplied.push({ name: actor.name, amount: actor.amount, ...ended })
    }
    return { balance: await readBalance(books, key), expected, unapplied }
  } finally {
    await resources.close()
    await books.command(['DEL', ...Object.values(bareKeys(key))]).catch(() => {})
  }
}

async function perform(
  setup: RunSetup,
  actor: Actor,
  balanceKey: string,
  resources: SharedResources,
): Promise<Ended> {
  const { strategy, noOverdraft, think, lostReplies, stop, watcher } = setup
  let attempts = 1
  const step = createRealTimeStep({ think, stop, now: Date.now, attempts: () => attempts, onWait: () => {} })
  const tx = { id: nanoid(), player: actor.name, amount: actor.amount }
  try {
    const context = { wire: actor.wire, balanceKey, resources }
    const bare = createBareAccount(tx, context, { noOverdraft, maxAttempts: PACE.attempts })
    let takenBack = false
    const noting: Account<true> = {
      ...bare,
      takeBack() {
        takenBack = true
        return bare.takeBack()
      },
    }
    const account = lostReplies > 0 ? createLossyAccount(noting, lostReplies) : noting
    const answer = await watchedStrategy(strategy, () => {
      attempts += 1
      watcher.refused(actor.name)
    }).update(account, tx, step)
    if (takenBack) return { outcome: 'rejected', why: 'taken-back' }
    if (answer === true) return 'applied'
    if (answer === 'rejected') return { outcome: 'rejected', why: 'overdraft' }
    return { outcome: 'gave-up', why: 'attempts-used-up' }
  } catch (error) {
    if (error instanceof NoAnswer) throw error
    if (error instanceof Stopped) return { outcome: 'failed', why: 'server-stopping' }
    if (error instanceof LockWaitUsedUp) return { outcome: 'gave-up', why: 'lock-wait-used-up' }
    if (error instanceof BalanceUnreadable) return { outcome: 'failed', why: 'balance-not-a-number' }
    watcher.mistake(error)
    return { outcome: 'failed', why: 'strategy-error' }
  }
}
