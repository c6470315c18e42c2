import { buildRound } from '../../shared/rounds/build-record.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import { coalesced } from '../async/coalesced.ts'
import { NoAnswer } from '../redis/wire.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import type { ClassData } from './class-data.ts'
import { type ClassState, ROUND_IS_ON } from './class-state.ts'
import type { Person } from './person.ts'
import { roundFacts, storedRounds, storeRecord } from './round-store.ts'

/** Milliseconds after which a node builds a record that another one was to build. */
const OTHERS_MS = 1500
/** Milliseconds after which a round that is damaged in Redis is tried again. */
const DAMAGED_MS = 30_000

/** The rounds that are over and have no record yet. */
export function withoutRecord({ round, phase }: ClassState, records: readonly RoundRecord[]): number[] {
  const last = ROUND_IS_ON.includes(phase) ? round - 1 : round
  const held = new Set(records.map((record) => record.round))
  return Array.from({ length: Math.max(0, last) }, (_, i) => i + 1).filter((one) => !held.has(one))
}

export interface RoundRecorderOptions {
  code: string
  services: RoomServices
  /** All players of the room, as Redis has them now. */
  readPeople(): Promise<readonly Person[]>
  data: Pick<ClassData, 'state' | 'records'>
  /** Reads the class again. */
  reload(): Promise<void>
  logOnce(what: string, work: () => Promise<void>): Promise<void>
}

/** Builds the records of rounds that are over. Every node does; what is stored first stays. */
export class RoundRecorder {
  readonly #options: RoundRecorderOptions
  /** Since when a record is missing here. */
  #missingSince = 0
  /** When a damaged round is tried again. */
  readonly #notBefore = new Map<number, number>()
  readonly #recordAll = coalesced(() =>
    this.#options.logOnce('a round could not be recorded', () => this.#record()),
  )

  constructor(options: RoundRecorderOptions) {
    this.#options = options
  }

  /** The node that has closed the account calls it at once. */
  async record(): Promise<void> {
    if (this.#missing.length > 0) await this.#recordAll()
  }

  /** Every node calls it regularly: the one that has closed the account may have died. */
  async tick(): Promise<void> {
    if (this.#missing.length === 0) this.#missingSince = 0
    else if (this.#missingSince === 0) this.#missingSince = performance.now()
    else if (performance.now() - this.#missingSince > OTHERS_MS) await this.#recordAll()
  }

  get #missing(): number[] {
    const { state, records } = this.#options.data
    return withoutRecord(state, records)
  }

  async #record(): Promise<void> {
    const { code, services, reload, logOnce } = this.#options
    // One that this node cannot read is no reason to build it again.
    const stored = await storedRounds(services.wires.ioredis, code)
    for (const round of this.#missing) {
      if (stored.has(round) || performance.now() < (this.#notBefore.get(round) ?? 0)) continue
      // A round that cannot be recorded does not hold up the others.
      await logOnce(`round ${round} could not be recorded`, () => this.#recordOne(round))
    }
    await reload()
  }

  async #recordOne(round: number): Promise<void> {
    const { code, services, readPeople } = this.#options
    const { wires, nodes, lessons } = services
    try {
      const now = { people: await readPeople(), nodes: nodes.names.length, lessons }
      const facts = await roundFacts(wires.ioredis, code, round, now)
      if (!facts) return
      const built = buildRound(facts)
      // Without an answer it may be stored: it is kept then, too, as that does no harm twice.
      const stored = await storeRecord(wires.ioredis, code, built).catch((error: unknown) => {
        if (error instanceof NoAnswer) services.onRecord?.(code, built.record)
        throw error
      })
      if (stored) services.onRecord?.(code, built.record)
    } catch (error) {
      // Its journal is long, and nothing about it changes by itself.
      if (!(error instanceof NoAnswer)) this.#notBefore.set(round, performance.now() + DAMAGED_MS)
      throw error
    }
  }
}
