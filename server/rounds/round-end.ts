import { buildRound } from '../../shared/rounds/build-record.ts'
import { isKnown } from '../../shared/rounds/phases.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import type { ClassState } from './class-state.ts'
import type { Person } from './person.ts'
import { roundFacts, storeRecord } from './round-store.ts'

/** The rounds that are over and have no record yet. */
export function withoutRecord(
  { round, phase }: Pick<ClassState, 'round' | 'phase'>,
  records: readonly RoundRecord[],
): number[] {
  const last = isKnown(phase) ? round : round - 1
  const held = new Set(records.map((record) => record.round))
  return Array.from({ length: Math.max(0, last) }, (_, i) => i + 1).filter((one) => !held.has(one))
}

/** Builds the record of a round that is over, and stores it unless another node has. */
export async function recordRound(
  code: string,
  round: number,
  services: RoomServices,
  people: readonly Person[],
): Promise<void> {
  const { wires, nodes, lessons } = services
  const now = { people, nodes: nodes.names.length, lessons }
  const facts = await roundFacts(wires.ioredis, code, round, now)
  if (!facts) return
  const built = buildRound(facts)
  if (await storeRecord(wires.ioredis, code, built)) services.onRecord?.(code, built.record)
}
