import { nanoid } from 'nanoid'
import { operationsOf } from '../../../shared/history/operation.ts'
import type { Receipt } from '../../../shared/journal.ts'
import { PACE } from '../../../shared/pace.ts'
import type { Unapplied } from '../../../shared/protocol.ts'
import type { AccountContext, Execution } from '../../account/execution.ts'
import { createSharedResources } from '../../account/shared-resources.ts'
import { readWholeJournal } from '../../journal/journal.ts'
import type { Clock } from '../../redis/clock.ts'
import { type AccountKeys, accountKeys, roomKeys, segmentOf } from '../../redis/keys.ts'
import type { Wire } from '../../redis/wire.ts'
import { createRoom } from '../../room/room-store.ts'
import { execute, RefusedYetBooked } from '../../transaction/execute.ts'
import type { RunPolicy } from '../../transaction/run-policy.ts'
import { inVersionOrder } from './in-version-order.ts'
import { type EndedTransaction, judgeJournal } from './judge-journal.ts'
import { readBalance } from './read-balance.ts'
import type { RunResult } from './run-result.ts'
import { allOf, type RunSetup, watchedStrategy } from './run-setup.ts'

/** Each run creates a room and removes it, so the account is in its first epoch. */
const EPOCH = 1

/** Runs all transactions at once, as a room does, and judges them by their journal. */
export async function recordedRun(setup: RunSetup, clock: Clock): Promise<RunResult> {
  const { books, opening, watcher } = setup
  const { code } = await createRoom(books, opening)
  const keys = accountKeys(code, EPOCH)
  const { room, channel } = roomKeys(code)
  // The transactions run in one process and share these.
  const resources = createSharedResources(books, keys.balance, PACE.lockWaitMs)
  const refusedYetBooked = new Set<string>()
  const context: Omit<AccountContext, 'wire'> = {
    keys,
    room,
    channel,
    epoch: EPOCH,
    node: 'demo',
    now: clock.now,
    position: () => 0,
    resources,
  }
  const executions = setup.actors.map((actor): Execution<RunPolicy> => {
    const tx = { id: nanoid(), player: actor.name, amount: actor.amount }
    const onMistake = (error: unknown): void => {
      if (error instanceof RefusedYetBooked) refusedYetBooked.add(tx.id)
      watcher.mistake(error)
    }
    return {
      tx,
      context: { ...context, wire: actor.wire },
      policy: policyOf(setup, actor.name, onMistake),
    }
  })
  try {
    const finishing = inVersionOrder(watcher.finishing)
    const receipts = await allOf(
      executions.map(async (execution) => {
        const { player } = execution.tx
        watcher.updating(player)
        const receipt = await execute(execution)
        if (receipt.outcome === 'applied') finishing.add(receipt.entry.version, player)
        return receipt
      }),
    )
    finishing.flush()
    const journal = await readWholeJournal(books, keys)
    const balance = await readBalance(books, keys.balance)
    const ended = executions.map(({ tx: { id: tx, player: name, amount } }, i): EndedTransaction => {
      const receipt = receipts[i] as Receipt
      return { tx, planned: { name, amount }, receipt, refusedYetBooked: refusedYetBooked.has(tx) }
    })
    const without = receipts.flatMap((receipt, i) => unappliedOf(receipt, executions[i] as Execution))
    return {
      balance,
      operations: operationsOf(journal, without),
      ...judgeJournal(opening, journal, balance, ended),
    }
  } finally {
    await resources.close()
    // Should this fail: they expire within a day.
    await remove(books, code, keys, executions).catch(() => {})
  }
}

function policyOf(
  { strategy, noOverdraft, think, lostReplies, stop, watcher }: RunSetup,
  name: string,
  onMistake: RunPolicy['onMistake'],
): RunPolicy {
  return {
    strategy: watchedStrategy(strategy, () => watcher.refused(name)),
    noOverdraft,
    maxAttempts: PACE.attempts,
    think,
    lostReplies,
    stop,
    onDoubt: () => watcher.checking(name),
    onMistake,
  }
}

function unappliedOf(receipt: Receipt, { tx }: Execution): Unapplied[] {
  if (receipt.outcome === 'applied') return []
  return [{ ...receipt, tx: tx.id, player: tx.player, amount: tx.amount }]
}

async function remove(
  wire: Wire,
  code: string,
  keys: AccountKeys,
  executions: readonly Execution[],
): Promise<void> {
  const version = Number(await wire.command(['GET', keys.version]))
  const segments = Array.from({ length: segmentOf(version + 1) + 1 }, (_, segment) => keys.journal(segment))
  const receipts = executions.map(({ tx }) => keys.receipt(tx.player, tx.id))
  const { balance, expected, lock, fence, unapplied } = keys
  const { room, players, hosts, hostLinks } = roomKeys(code)
  const rest = [balance, keys.version, expected, lock, fence, unapplied, ...segments, ...receipts]
  await wire.command(['DEL', room, players, hosts, hostLinks, ...rest])
}
