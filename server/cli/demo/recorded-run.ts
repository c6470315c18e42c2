import { nanoid } from 'nanoid'
import { operationsOf } from '../../../shared/history/operation.ts'
import type { Receipt } from '../../../shared/journal.ts'
import type { Unapplied } from '../../../shared/protocol.ts'
import { MAX_ATTEMPTS } from '../../account/account.ts'
import { createSharedResources } from '../../account/shared-resources.ts'
import { readWholeJournal } from '../../journal/journal.ts'
import type { Clock } from '../../redis/clock.ts'
import { type AccountKeys, accountKeys, roomKeys, segmentOf } from '../../redis/keys.ts'
import type { Wire } from '../../redis/wire.ts'
import { createRoom } from '../../room/room-store.ts'
import { execute, type Order, RefusedYetBooked } from '../../transaction/execute.ts'
import { LOCK_WAIT_MS } from '../../transaction/real-time-step.ts'
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
  // The transactions run in one process and share these.
  const resources = createSharedResources(books, keys.balance, LOCK_WAIT_MS)
  const refusedYetBooked = new Set<string>()
  const orders = setup.actors.map((actor) => {
    const order = orderOf(setup, actor, code, keys, clock)
    const onMistake = (error: unknown): void => {
      if (error instanceof RefusedYetBooked) refusedYetBooked.add(order.tx.id)
      watcher.mistake(error)
    }
    return { ...order, onMistake, resources }
  })
  try {
    const finishing = inVersionOrder(watcher.finishing)
    const receipts = await allOf(
      orders.map(async (order) => {
        watcher.updating(order.tx.player)
        const receipt = await execute(order)
        if (receipt.outcome === 'applied') finishing.add(receipt.entry.version, order.tx.player)
        return receipt
      }),
    )
    finishing.flush()
    const journal = await readWholeJournal(books, keys)
    const balance = await readBalance(books, keys.balance)
    const ended = orders.map(({ tx: { id: tx, player: name, amount } }, i): EndedTransaction => {
      const receipt = receipts[i] as Receipt
      return { tx, planned: { name, amount }, receipt, refusedYetBooked: refusedYetBooked.has(tx) }
    })
    const without = receipts.flatMap((receipt, i) => unappliedOf(receipt, orders[i] as Order))
    return {
      balance,
      operations: operationsOf(journal, without),
      ...judgeJournal(opening, journal, balance, ended),
    }
  } finally {
    await resources.close()
    // Should this fail: they expire within a day.
    await remove(books, code, keys, orders).catch(() => {})
  }
}

function orderOf(
  setup: RunSetup,
  actor: RunSetup['actors'][number],
  code: string,
  keys: AccountKeys,
  clock: Clock,
) {
  const { strategy, think, floor, lostReplies, stop, watcher } = setup
  return {
    tx: { id: nanoid(), player: actor.name, amount: actor.amount },
    strategy: watchedStrategy(strategy, () => watcher.refused(actor.name)),
    wire: actor.wire,
    keys,
    ...roomKeys(code),
    epoch: EPOCH,
    node: 'demo',
    now: clock.now,
    position: () => 0,
    think,
    floor,
    fromVersion: 0,
    noOverdraft: floor === 0,
    maxAttempts: MAX_ATTEMPTS,
    lostReplies,
    stop,
    onDoubt: () => watcher.checking(actor.name),
  } satisfies Omit<Order, 'resources' | 'onMistake'>
}

function unappliedOf(receipt: Receipt, { tx }: Order): Unapplied[] {
  if (receipt.outcome === 'applied') return []
  return [{ ...receipt, tx: tx.id, player: tx.player, amount: tx.amount }]
}

async function remove(wire: Wire, code: string, keys: AccountKeys, orders: readonly Order[]): Promise<void> {
  const version = Number(await wire.command(['GET', keys.version]))
  const segments = Array.from({ length: segmentOf(version + 1) + 1 }, (_, segment) => keys.journal(segment))
  const receipts = orders.map(({ tx }) => keys.receipt(tx.player, tx.id))
  const { balance, expected, lock, fence, unapplied } = keys
  const { room, players } = roomKeys(code)
  const rest = [balance, keys.version, expected, lock, fence, unapplied, ...segments, ...receipts]
  await wire.command(['DEL', room, players, ...rest])
}
