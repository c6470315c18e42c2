import type { Entry } from '../journal.ts'
import type { RoundBooks } from './round-books.ts'
import type { Loss } from './round-record.ts'

/** What fits into a picture that the last row can read: lanes, and writes between the read and the kill. */
const MOST_LANES = 5
const MOST_WRITES = 8

/** The loss that the projector tells, and the writes around it. */
export interface ToldLoss {
  loss: Loss | null
  scene: Entry[]
}

/**
 * Chooses the loss that is told. Two people come before one who overwrote an own update, these before losses with bots;
 * removed players are never told of. Among these, a scene that fits comes first, then a plain stale read, then the
 * largest amount, then the shortest scene.
 */
export function toldLoss({ ledger, losses, isPerson, isBot }: RoundBooks): ToldLoss {
  const rankOf = ({ lost, by }: Loss): number => {
    const people = [lost, by].filter(({ player }) => isPerson(player)).length
    const bots = [lost, by].filter(({ player }) => isBot(player)).length
    if (people + bots < 2) return 0
    return people === 2 ? (lost.player === by.player ? 3 : 4) : people === 1 ? 2 : 1
  }
  const entryAt = (version: number): Entry | undefined => ledger.lineage.at(version)?.entry
  const told = losses.filter((loss) => rankOf(loss) > 0)
  const loss = best(told, (loss) => [rankOf(loss), ...tellingOf(loss, entryAt)])
  return { loss: loss ?? null, scene: loss ? sceneOf(loss, entryAt) : [] }
}

type EntryAt = (version: number) => Entry | undefined

/** How well a loss explains itself; greater numbers are better, the first that differs decides. */
export function tellingOf(loss: Loss, entryAt: EntryAt): number[] {
  const { lost, by } = loss
  const scene = writesOf(loss, entryAt)
  const plain = by.parent < lost.version && by.basis !== 'nothing' && by.reverses === undefined
  return [fits(scene) ? 1 : 0, plain ? 1 : 0, Math.abs(lost.amount), -scene.length, -lost.version]
}

const fits = (scene: readonly Entry[]): boolean =>
  scene.length <= MOST_WRITES && new Set(scene.map(({ player }) => player)).size <= MOST_LANES

/** All writes from the one that the killer, or the lost write, had read up to the killer. */
function writesOf({ lost, by }: Loss, entryAt: EntryAt): Entry[] {
  const from = Math.max(1, by.basis === 'nothing' ? lost.version : Math.min(by.parent, lost.version))
  const writes: Entry[] = []
  for (let version = from; version <= by.version; version++) {
    const entry = entryAt(version)
    if (entry) writes.push(entry)
  }
  return writes
}

/** The same, without other players' writes when they are too many for a picture. */
function sceneOf(loss: Loss, entryAt: EntryAt): Entry[] {
  const { lost, by } = loss
  const scene = writesOf(loss, entryAt)
  if (fits(scene)) return scene
  const needed = new Set([by.parent, lost.version, by.version])
  const own = new Set([lost.player, by.player])
  const others = scene.filter(({ version, player }) => !needed.has(version) && own.has(player))
  const room = Math.max(0, MOST_WRITES - needed.size)
  const kept = new Set([...needed, ...others.slice(0, room).map(({ version }) => version)])
  return scene.filter(({ version }) => kept.has(version))
}

/** The one with the greatest numbers, compared one after the other; of equals the first. */
export function best<T>(all: readonly T[], numbersOf: (one: T) => readonly number[]): T | undefined {
  let found: { one: T; numbers: readonly number[] } | undefined
  for (const one of all) {
    const numbers = numbersOf(one)
    if (!found || isGreater(numbers, found.numbers)) found = { one, numbers }
  }
  return found?.one
}

function isGreater(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((number, i) => number !== other[i])
  return at !== -1 && (one[at] as number) > (other[at] as number)
}
