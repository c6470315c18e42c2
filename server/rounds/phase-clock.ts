import type { PhaseEvent } from '../../shared/rounds/phases.ts'
import { repeating } from '../async/repeating.ts'
import type { InFlight } from '../transaction/in-flight.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { type ClassState, FREE } from './class-state.ts'
import type { Changed } from './class-store.ts'
import { watchClass } from './class-store.ts'
import { reportSettled } from './settling.ts'

/** Milliseconds between two looks of a node at its own transactions while a round settles, and between two reports. */
const LOOK_MS = 100
const REPORT_MS = 200
/** Milliseconds after which a deadline is tried again. */
const AGAIN_MS = 500
/** Milliseconds before the deadline of settling at which this node ends what it still runs. */
const MARGIN_MS = 1500
/** Milliseconds between two words to Redis that a page is connected. */
const WATCH_MS = 1000
/** The longest that one timer waits: setTimeout takes no more than 24 days. */
const LONGEST_MS = 3_600_000

export interface PhaseClockOptions {
  code: string
  services: RoomServices
  inFlight: Pick<InFlight, 'isBusy' | 'endEpoch'>
  /** Whether a page is connected to this node. */
  isWatched(): boolean
  /** Moves the phase on, if it is still the one that `number` began. */
  move(number: number, event: PhaseEvent): Promise<Changed>
  /** Reads the class again. */
  reload(): Promise<void>
  logOnce(what: string, work: () => Promise<void>): Promise<void>
}

/**
 * Moves the phases of one room on at their deadlines. Every node with the room does: the first one wins, and the others
 * change nothing.
 */
export class PhaseClock {
  readonly #options: PhaseClockOptions
  #state: ClassState = FREE
  #timer: NodeJS.Timeout | undefined
  #settling: NodeJS.Timeout | undefined
  #watchedAt = 0
  #closed = false
  readonly #stopWatching: () => void

  constructor(options: PhaseClockOptions) {
    this.#options = options
    this.#stopWatching = repeating(WATCH_MS, () => this.watch())
  }

  /** The class has changed, or may have. */
  follow(state: ClassState): void {
    const { inFlight } = this.#options
    const moved = state.number !== this.#state.number
    this.#state = state
    this.#schedule()
    if (!moved) return
    clearInterval(this.#settling)
    this.#settling = undefined
    if (this.#closed) return
    if (state.phase === 'settling') this.#settle(state)
    if (state.phase === 'reveal') inFlight.endEpoch(state.epoch)
  }

  /** A page is connected: told to Redis about once a second. */
  async watch(): Promise<void> {
    const { code, services, isWatched, reload, logOnce } = this.#options
    const { ioredis } = services.wires
    const recently = performance.now() - this.#watchedAt < WATCH_MS / 2
    if (this.#state.phase === 'free' || recently || !isWatched() || !ioredis.up) return
    this.#watchedAt = performance.now()
    await logOnce('the class could not be watched', async () => {
      if (await watchClass(ioredis, code)) await reload()
    })
  }

  close(): void {
    this.#closed = true
    this.#stopWatching()
    clearTimeout(this.#timer)
    clearInterval(this.#settling)
  }

  #schedule(again = 0): void {
    clearTimeout(this.#timer)
    const { deadline, paused } = this.#state
    if (deadline === undefined || paused || this.#closed) return
    const ms = Math.max(again, deadline - this.#options.services.clock.now())
    this.#timer = setTimeout(() => void this.#timeUp(), Math.min(ms, LONGEST_MS))
  }

  async #timeUp(): Promise<void> {
    const { move, logOnce } = this.#options
    const { number } = this.#state
    // Without an answer of Redis it is tried again.
    let again = AGAIN_MS
    await logOnce('a phase could not be ended', async () => {
      const changed = await move(number, 'time-up')
      again = typeof changed === 'object' ? changed.early : AGAIN_MS
    })
    if (this.#state.number === number) this.#schedule(again)
  }

  /** Reports when this node runs no transaction of the round any more, and ends those that would take too long. */
  #settle({ number, epoch, deadline = 0 }: ClassState): void {
    const { code, services, inFlight, move, logOnce } = this.#options
    const { wires, nodes, clock } = services
    let said: boolean | undefined
    let saidAt = 0
    let saying = false
    const look = async (): Promise<void> => {
      if (clock.now() > deadline - MARGIN_MS) inFlight.endEpoch(epoch)
      const busy = inFlight.isBusy(epoch)
      if (saying || (busy === said && performance.now() - saidAt < REPORT_MS)) return
      saying = true
      await logOnce('the end of a round could not be reported', async () => {
        const over = await reportSettled(wires.ioredis, code, { number, node: nodes.id, busy })
        said = busy
        saidAt = performance.now()
        if (over) await move(number, 'all-done')
      }).finally(() => {
        saying = false
      })
    }
    this.#settling = setInterval(() => void look(), LOOK_MS)
    void look()
  }
}
