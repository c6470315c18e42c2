import { BankError } from '../../shared/errors.ts'
import { LIMITS } from '../../shared/limits.ts'
import { amountsFor } from '../../shared/rounds/amounts.ts'
import type { Answer, Lead } from '../../shared/rounds/class-messages.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import { isAsking, isKnown, type PhaseEvent } from '../../shared/rounds/phases.ts'
import { coalesced } from '../async/coalesced.ts'
import type { Session } from '../fanout/session.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { givenIn } from './answer-form.ts'
import { storeAnswer } from './answers.ts'
import { Attendance } from './attendance.ts'
import { BOTS_SPENT } from './bots-wish.ts'
import { ClassData } from './class-data.ts'
import { type ClassFacts, isDone } from './class-message.ts'
import { type Changed, giveHint } from './class-store.ts'
import { ClassTelling } from './class-telling.ts'
import type { Sent } from './fire-rules.ts'
import type { FiredCount } from './fired-count.ts'
import { type LeadContext, lead, lessonOf, moveOn } from './lead.ts'
import { type Person, seatsOf } from './person.ts'
import { PhaseClock, type PhaseClockOptions } from './phase-clock.ts'
import { RoundRecorder } from './round-end.ts'
import { type Ruling, Rulings } from './rulings.ts'
import { kickedOf } from './without-names.ts'

export interface ClassroomOptions extends Pick<PhaseClockOptions, 'inFlight' | 'logOnce'> {
  code: string
  services: RoomServices
  /** The connections of the room on this node. */
  sessions: ReadonlySet<Session>
  /** All players of the room, also those who have left. */
  people(): readonly Person[]
  /** The same, as Redis has them now. Rejects without Redis. */
  readPeople(): Promise<readonly Person[]>
  fired: Pick<FiredCount, 'of'>
  /** The room's current epoch, as this node knows it. */
  epoch(): number
}

/** The class of one room on this node: its phase, questions and rounds. */
export class Classroom {
  readonly #options: ClassroomOptions
  readonly #data: ClassData
  readonly #telling: ClassTelling
  readonly #clock: PhaseClock
  readonly #attendance: Attendance
  readonly #recorder: RoundRecorder
  readonly #rulings: Rulings
  #closed = false
  #moving = false
  /** The players whom a host has removed. */
  #kicked = ''
  /** The bots have used up their transactions of this account. */
  #botsSpent = false
  /** How many transactions of each player have an outcome, as it was told last. */
  #counts = ''
  /** Reads the class. Rejects without Redis. */
  readonly load = coalesced(() => this.#load())

  constructor(options: ClassroomOptions) {
    const { code, services, sessions } = options
    this.#options = options
    this.#data = new ClassData(services.wires.ioredis, code)
    this.#attendance = new Attendance(() => services.clock.now())
    this.#recorder = new RoundRecorder({ ...options, data: this.#data, reload: () => this.changed() })
    this.#rulings = new Rulings({ ...options, state: () => this.#data.state, load: () => this.load() })
    this.#telling = new ClassTelling(sessions, () => this.#facts())
    this.#clock = new PhaseClock({
      ...options,
      isWatched: () => sessions.size > 0,
      move: (number, event) => this.#move(number, event),
      reload: () => this.changed(),
    })
  }

  get phase() {
    return this.#data.state.phase
  }

  /** The amounts that a bot may choose from now; empty: it may not fire. */
  amountsOfBot(bot: string): readonly number[] | 'any' {
    const { state } = this.#data
    const { phase, paused, plan, epoch } = state
    if (this.#botsSpent) return []
    if (phase === 'free') return 'any'
    const isOn = phase === 'running' && !paused && epoch === this.#options.epoch()
    if (!isOn || isDone(this.#facts(), bot)) return []
    return amountsFor(plan.amounts, bot, seatsOf(this.#options.people()))
  }

  /** Reads the class again. */
  changed(): Promise<void> {
    return this.#options.logOnce('the class could not be read', this.load)
  }

  async #load(): Promise<void> {
    const epoch = this.#options.epoch()
    const { moved, counts, records } = await this.#data.read()
    if (this.#closed) return
    this.#rulings.classRead(epoch)
    const { state } = this.#data
    if (moved || records.length > 0) this.#telling.now()
    else if (counts) this.#telling.soon()
    for (const record of records) if (record.round === state.round) this.#telling.roundOver(record)
    this.#clock.follow(state)
    this.#considerDone()
  }

  /** A page has entered. */
  entered(session: Session): void {
    this.#telling.one(session)
    this.#telling.rounds(session)
    void this.#clock.watch()
  }

  /** A page speaks another language now. */
  spoke(session: Session): void {
    this.#telling.one(session)
  }

  /** Players have come or gone, or have fired. */
  peopleChanged(): void {
    this.#considerDone()
    const { state, records } = this.#data
    const kicked = [...kickedOf(this.#options.people())].join(' ')
    const isNew = kicked !== this.#kicked
    this.#kicked = kicked
    const shown = isKnown(state.phase) && records.find(({ round }) => round === state.round)
    if (isNew && shown) this.#telling.roundOver(shown)
    this.#telling.soon()
  }

  /** A transaction of a player of this node has an outcome. */
  fired(): void {
    const { phase, plan } = this.#data.state
    if (phase !== 'running' || plan.ends.kind !== 'each') return
    const facts = this.#facts()
    const counts = facts.people.map(({ player }) => facts.fired(player)).join(' ')
    if (counts !== this.#counts) this.#telling.soon()
    this.#counts = counts
    this.#considerDone()
  }

  /** Called twice a second while Redis can be reached: events may be missed. */
  async tick(): Promise<void> {
    await this.changed()
    this.#countBots()
    // Transactions of players of other nodes.
    this.fired()
    await this.#recorder.tick()
  }

  /** The host moves the class on. Throws `BankError`. */
  async lead(asked: Lead, language?: Language): Promise<void> {
    await this.load()
    await lead({ ...this.#context, language }, this.#data.state, asked)
    await this.changed()
    await this.#recorder.record()
  }

  /** Throws `BankError`. */
  async answer(player: string, asked: Answer): Promise<void> {
    if (this.#data.state.number !== asked.number) await this.load()
    const { phase, round, step, lesson } = this.#data.state
    if (!isAsking(phase)) throw new BankError('no-question')
    const given = givenIn(asked, lessonOf(this.#options.services.lessons, lesson), { phase, step })
    const { services, code } = this.#options
    await storeAnswer(services.wires.ioredis, code, { number: asked.number, phase, round }, player, given)
  }

  /** Gives the next hint of the lesson. Throws `BankError`. */
  async giveHint(number: number): Promise<void> {
    await this.load()
    const { services, code } = this.#options
    const { state } = this.#data
    if (number !== state.number) throw new BankError('moved-on')
    const hints = lessonOf(services.lessons, state.lesson)?.texts.en.hints.length ?? 0
    if (state.hints >= hints) throw new BankError('not-now')
    await giveHint(services.wires.ioredis, code, number)
    await this.changed()
  }

  /** What becomes of a transaction. Throws `BankError` when it is refused. */
  ruling(sent: Sent): Promise<Ruling> {
    return this.#rulings.on(sent)
  }

  close(): void {
    this.#closed = true
    this.#clock.close()
    this.#rulings.close()
    this.#telling.close()
  }

  get #context(): LeadContext {
    const { code, services, epoch } = this.#options
    return { code, services, epoch: epoch() }
  }

  #facts(): ClassFacts {
    const { services, people, fired } = this.#options
    const { state, answers, records, stories } = this.#data
    const bots = this.#botsSpent ? { ...this.#data.bots, refused: BOTS_SPENT } : this.#data.bots
    const { lessons } = services
    return {
      ...{ state, answers, records, stories, bots, lessons, people: people() },
      lesson: lessonOf(lessons, state.lesson),
      fired: (player) => (state.epoch === this.#options.epoch() ? fired.of(player) : 0),
    }
  }

  async #move(number: number, event: PhaseEvent): Promise<Changed> {
    const { state } = this.#data
    if (state.number !== number) return 'moved'
    const changed = await moveOn(this.#context, state, event)
    if (typeof changed === 'object') return changed
    await this.changed()
    if (changed === 'done') await this.#recorder.record()
    return changed
  }

  /** Bots stop at a number of transactions, so that they cannot fill Redis. */
  #countBots(): void {
    const { people, fired } = this.#options
    const bots = people().filter(({ bot }) => bot)
    const spent = bots.reduce((sum, { player }) => sum + fired.of(player), 0) >= LIMITS.botTransactions
    if (spent !== this.#botsSpent) this.#telling.soon()
    this.#botsSpent = spent
  }

  /** Moves on when every person who is here has done what the phase asks for. */
  #considerDone(): void {
    const { number } = this.#data.state
    if (!this.#attendance.allDone(this.#facts())) return
    if (this.#moving) return
    this.#moving = true
    void this.#options
      .logOnce('a phase could not be ended', async () => {
        await this.#move(number, 'all-done')
      })
      .finally(() => {
        this.#moving = false
      })
  }
}
