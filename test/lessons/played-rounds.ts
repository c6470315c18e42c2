import { afterAll, beforeAll } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { readWholeJournal } from '../../server/journal/journal.ts'
import { readUnapplied } from '../../server/journal/unapplied-list.ts'
import type { Lesson, LessonRound } from '../../server/lessons/lesson.ts'
import { connect } from '../../server/redis/connect.ts'
import { accountKeys } from '../../server/redis/keys.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { DEFAULTS } from '../../shared/limits.ts'
import type { Settings } from '../../shared/protocol.ts'
import { buildRound } from '../../shared/rounds/build-record.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'
import { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'

export type Player = Awaited<ReturnType<TestRoom['join']>>

/** A round of a lesson that the test plays; `end` gives its record. */
export interface PlayedRound {
  room: TestRoom
  join(nickname: string, server?: TestServer): Promise<Player>
  /** Fires; resolves when it is settled. */
  fire(player: Player, amount: number): Promise<void>
  /** The second fires when the first has read the balance and still waits; resolves when both are settled. */
  overlap(first: [Player, number], second: [Player, number]): Promise<void>
  end(): Promise<RoundRecord>
}

/** Two servers on one Redis, on which rounds of lessons are played as free play: a round's settings, a room for each. */
export class PlayedRounds {
  server!: TestServer
  other!: TestServer
  #engine!: Engine
  #wire!: Wire
  readonly #opened: { close(): void }[] = []

  static forTests(): PlayedRounds {
    const rounds = new PlayedRounds()
    beforeAll(async () => {
      const kind = distinctEngines[0] ?? 'embedded'
      rounds.#engine = await openTestEngine(kind)
      rounds.#wire = await connect('ioredis', rounds.#engine.endpoint)
      const options = { account: rounds.#engine }
      rounds.server = await startServer(kind, undefined, options)
      rounds.other = await startServer(kind, undefined, options)
    })
    afterAll(async () => {
      for (const one of rounds.#opened.splice(0)) one.close()
      await rounds.server.close()
      await rounds.other.close()
      await rounds.#wire.close()
      await rounds.#engine.close()
    })
    return rounds
  }

  /** Opens a room with the settings of the lesson's round; `change` makes its delays shorter. */
  async play(lesson: Lesson, step = 0, change: Partial<Settings> = {}): Promise<PlayedRound> {
    const plan = lesson.rounds[step] as LessonRound
    const { strategy, client, thinkMs, jitterMs, overdraft, lostReplies, durable } = DEFAULTS
    const settings: Settings = {
      ...{ strategy, client, thinkMs, jitterMs, overdraft, lostReplies, durable },
      ...(Object.fromEntries(
        Object.entries({ ...plan.settings, ...change }).filter(([, value]) => value !== undefined),
      ) as Partial<Settings>),
    }
    const { durable: _, ...changeable } = settings
    const room = await openRoom(this.server.port, changeable, plan.opening)
    this.#opened.push(room)
    const players: { player: string; nickname: string }[] = []
    const nodes = new Set<string>()
    const fire = async (player: Player, amount: number): Promise<void> => {
      await player.settled(player.fire(amount))
    }
    return {
      room,
      join: async (nickname, server = this.server) => {
        const client = await TestClient.connect(server.port)
        this.#opened.push(client)
        const { you } = await client.enter(room.code, { kind: 'new', nickname })
        players.push({ player: you?.player ?? '', nickname })
        nodes.add(server === this.server ? 'A' : 'B')
        return Object.assign(client, { id: you?.player ?? '', secret: you?.secret ?? '' })
      },
      fire,
      async overlap([first, amount], [second, other]) {
        const tx = first.fire(amount)
        await room.host.until(
          () =>
            room.host.log.some(
              (message) =>
                (message.type === 'frame' || message.type === 'snapshot') &&
                message.steps?.some((step) => step.tx === tx),
            ),
          'the step of the first',
        )
        await fire(second, other)
        await first.settled(tx)
      },
      end: async () => {
        const keys = accountKeys(room.code, 1)
        const entries = await readWholeJournal(this.#wire, keys)
        const unapplied = await readUnapplied(this.#wire, keys)
        const balance = Number(await this.#wire.command(['GET', keys.balance]))
        return buildRound({
          ...{ round: 1, epoch: 1, lesson: lesson.id, step, practice: plan.practice, settings },
          ...{ nodes: nodes.size, startedAt: 0, endedAt: 1, opening: plan.opening, actual: balance },
          ...{ entries, unapplied, forgotten: [], answers: new Map() },
          players: players.map((one) => ({ ...one, bot: false, removed: false, here: true })),
        }).record
      },
    }
  }
}
