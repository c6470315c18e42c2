import type { RoundRecord, Story } from '../../shared/rounds/round-record.ts'
import type { Wire } from '../redis/wire.ts'
import { loadAnswers, noAnswers, type RoundAnswers } from './answers.ts'
import { type BotsWish, loadBotsWish } from './bots-wish.ts'
import { type ClassState, FREE, loadClass } from './class-state.ts'
import { loadRecords, loadStories } from './round-store.ts'

/** What has changed since the last reading. */
export interface ClassNews {
  /** The phase, or its time. */
  moved: boolean
  /** Answers, or bots. */
  counts: boolean
  /** Records of rounds. */
  records: RoundRecord[]
}

/** What Redis has about the class of a room, as this node has read it last. */
export class ClassData {
  readonly #wire: Wire
  readonly #code: string
  state: ClassState = FREE
  answers: RoundAnswers = noAnswers()
  records: readonly RoundRecord[] = []
  stories: ReadonlyMap<string, Story> = new Map()
  bots: BotsWish = { wanted: 0, perSecond: 0 }
  #storiesOf = 0

  constructor(wire: Wire, code: string) {
    this.#wire = wire
    this.#code = code
  }

  /** Reads what has changed. */
  async read(): Promise<ClassNews> {
    const [wire, code] = [this.#wire, this.#code]
    const before = this.state
    const [state, bots] = await Promise.all([loadClass(wire, code), loadBotsWish(wire, code)])
    const asked = before.round !== state.round || before.asked !== state.asked
    const answered = asked || before.answers !== state.answers
    const recorded = before.recorded !== state.recorded
    const [answers, records] = await Promise.all([
      answered ? this.#readAnswers(state) : this.answers,
      recorded ? loadRecords(wire, code) : this.records,
    ])
    const last = records.find(({ round }) => round === state.round)
    const stories =
      last && this.#storiesOf !== last.round ? await loadStories(wire, code, last.round) : this.stories
    if (last) this.#storiesOf = last.round
    const known = new Set(this.records.map(({ round }) => round))
    const counts =
      answered || before.hints !== state.hints || JSON.stringify(bots) !== JSON.stringify(this.bots)
    Object.assign(this, { state, bots, answers, records, stories: last ? stories : new Map() })
    if (!last) this.#storiesOf = 0
    return {
      ...{ moved: state.number !== before.number, counts },
      records: records.filter(({ round }) => !known.has(round)),
    }
  }

  async #readAnswers({ asked, round }: ClassState): Promise<RoundAnswers> {
    const [toQuestion, ofRound] = await Promise.all([
      loadAnswers(this.#wire, this.#code, asked),
      loadAnswers(this.#wire, this.#code, round),
    ])
    return { ...toQuestion, transfer: ofRound.transfer }
  }
}
