import { nanoid } from 'nanoid'
import { BalanceUnreadable, type Step } from '../account/account.ts'
import { createBareAccount } from '../account/bare-account.ts'
import { accountKeys, KEPT_SECONDS } from '../account/keys.ts'
import { NoAnswer } from '../account/wire.ts'
import { backoffMs, pause, Stopped, thinkMs } from '../room/pause.ts'
import { readBalance } from './read-balance.ts'
import type { RunResult, Unapplied } from './run-result.ts'
import { allOf, type Stage, watched } from './stage.ts'

type Actor = Stage['actors'][number]
type Ended = 'applied' | Pick<Unapplied, 'outcome' | 'why'>

/**
 * All transactions at once, with nothing but the plain commands of the strategy on the wire, and one key.
 * Rejects with `NoAnswer` when a reply is lost: without a recorder nobody can tell whether that one was applied.
 */
export async function bareRun(stage: Stage): Promise<RunResult> {
  const { books, opening, actors, watcher } = stage
  const key = accountKeys(`bare-${nanoid(10)}`, 1).balance
  await books.command(['SET', key, String(opening), 'EX', String(KEPT_SECONDS)])
  try {
    const endings = await allOf(
      actors.map(async (actor) => {
        watcher.updating(actor.name)
        const ended = await perform(stage, actor, key)
        if (ended === 'applied') watcher.finishing(actor.name)
        return { actor, ended }
      }),
    )
    let expected = opening
    const unapplied: Unapplied[] = []
    for (const { actor, ended } of endings) {
      if (ended === 'applied') expected += actor.amount
      else unapplied.push({ name: actor.name, amount: actor.amount, ...ended })
    }
    return { balance: await readBalance(books, key), expected, unapplied }
  } finally {
    await books.command(['DEL', key]).catch(() => {})
  }
}

async function perform({ strategy, think, stop, watcher }: Stage, actor: Actor, key: string): Promise<Ended> {
  let attempt = 1
  const step: Step = async (point) => {
    if (point === 'backoff') attempt += 1
    await pause(point === 'backoff' ? backoffMs(attempt) : thinkMs(think), stop)
  }
  const tx = { id: nanoid(), player: actor.name, amount: actor.amount }
  try {
    const answer = await watched(strategy, () => watcher.refused(actor.name)).update(
      createBareAccount(actor.wire, key),
      tx,
      step,
    )
    return answer === true ? 'applied' : { outcome: 'gave-up', why: 'attempts-used-up' }
  } catch (error) {
    if (error instanceof NoAnswer) throw error
    if (error instanceof Stopped) return { outcome: 'failed', why: 'server-stopping' }
    if (error instanceof BalanceUnreadable) return { outcome: 'failed', why: 'balance-not-a-number' }
    watcher.mistake(error)
    return { outcome: 'failed', why: 'strategy-error' }
  }
}
