import { afterAll, beforeAll, expect, it, vi } from 'vitest'

import type { ClassView } from '../../shared/rounds/class-messages.ts'
import type { Phase } from '../../shared/rounds/phases.ts'
import { classed, epochOf, lastClass, lead, recordOf } from '../support/classroom.ts'
import { TestClient } from '../support/player.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'

// Many processes start here, perhaps while other tests start more.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

let running: ServerProcess
beforeAll(async () => {
  running = await startServerProcess('--nodes', '3', '--allow-chaos')
})
afterAll(() => running?.stop())

/** A page that connects again when its node has crashed, as a browser does. */
class Page {
  client!: TestClient
  node = ''
  seat: { player: string; secret: string } | undefined
  readonly #code: string
  readonly #nickname: string | undefined
  readonly #token: string | undefined

  constructor(code: string, { nickname, token }: { nickname?: string; token?: string }) {
    this.#code = code
    this.#nickname = nickname
    this.#token = token
  }

  async enter(): Promise<void> {
    for (;;) {
      try {
        this.client = await TestClient.connect(running.port)
        this.node = (await this.client.next('greeted')).node
        const seat = this.seat
          ? ({ kind: 'resume', ...this.seat } as const)
          : this.#nickname
            ? ({ kind: 'new', nickname: this.#nickname } as const)
            : ({ kind: 'screen' } as const)
        const { you } = await this.client.enter(this.#code, seat, this.#token)
        if (you) this.seat = { player: you.player, secret: you.secret }
        return
      } catch {
        // The node was killed meanwhile, or the port is not served at this moment.
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }
}

it('a class goes on with three nodes when one is killed in the middle of each phase', async () => {
  const opener = await TestClient.connect(running.port)
  opener.send({ type: 'create' })
  const { code, hostToken } = await opener.next('created')
  opener.close()
  const screen = new Page(code, { token: hostToken })
  const players = Array.from({ length: 6 }, (_, i) => new Page(code, { nickname: `p${i}` }))
  const pages = [screen, ...players]
  await Promise.all(pages.map((page) => page.enter()))

  /** Resolves when all pages are in the phase, also those that have to connect again. */
  const together = async (fits: (view: ClassView) => boolean, what: string): Promise<ClassView> => {
    const views = await Promise.all(
      pages.map(async (page) => {
        for (;;) {
          if (page.client.closed) await page.enter()
          const view = await classed(page.client, fits, what).catch(() => undefined)
          if (view) return view
        }
      }),
    )
    return views[0] as ClassView
  }
  let turn = 0
  /** Kills a node with pages, in turn, perhaps the host's own. */
  const kill = async (): Promise<void> => {
    const nodes = [...new Set(pages.map(({ node }) => node))].sort()
    const node = nodes[turn++ % nodes.length] as string
    screen.client.send({ type: 'kill-node', node })
    const victims = pages.filter((page) => page.node === node)
    await Promise.all(
      victims.map((page) => page.client.until(() => page.client.closed, 'the end').catch(() => {})),
    )
    await Promise.all(victims.map((page) => page.enter()))
  }
  const at = (phase: Phase, round: number) =>
    together((view) => view.phase === phase && view.round === round, phase)
  /** The host leads on. A phase that was paused, because no page was connected for too long, is resumed first. */
  const press = async (): Promise<void> => {
    const { number, phase, left } = lastClass(screen.client) as ClassView
    if (left !== undefined) lead(screen.client, 'resume')
    else lead(screen.client, 'next')
    const on = await classed(screen.client, (view) => view.number > number)
    if (on.phase === phase) await press()
  }
  const next = async (phase: Phase, round: number) => {
    await press()
    return at(phase, round)
  }
  const answer = ({ client }: Page, choice: 'a' | 'b' | 'c'): void =>
    client.send({ type: 'answer', number: lastClass(client)?.number ?? 0, choice })
  /** Acts twice a second until it is done, and resumes a phase that was paused because no page was connected. */
  const insist = (act: () => void, done: () => boolean): Promise<void> =>
    expect
      .poll(
        () => {
          if (lastClass(screen.client)?.left !== undefined) lead(screen.client, 'resume')
          else if (!done()) act()
          return done()
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe(true)
  /** All answer again and again: the first answer of each counts. */
  const answerUntil = async (phase: Phase): Promise<ClassView> => {
    await insist(
      () => {
        for (const [i, player] of players.entries()) answer(player, i % 2 ? 'a' : 'b')
      },
      () => lastClass(screen.client)?.phase === phase,
    )
    return at(phase, 1)
  }
  const sum = (counts: object = {}): number => Object.values(counts).reduce((all, one) => all + one, 0)

  lead(screen.client, 'lobby', { lesson: 'lost-update' })
  await at('lobby', 0)
  await kill()
  await at('lobby', 0)
  await next('question', 1)
  const [first] = players as [Page]
  await insist(
    () => answer(first, 'c'),
    () => lastClass(first.client)?.yours?.first !== undefined,
  )
  await kill()
  // Its answer stands, whichever node it is on now.
  await at('question', 1)
  expect(lastClass(first.client)?.yours?.first).toEqual({ choice: 'c' })
  const talk = await answerUntil('talk')
  expect(sum(talk.spread?.first)).toBe(6)
  await kill()
  await at('talk', 1)
  await next('countdown', 1)
  await kill()
  if (lastClass(screen.client)?.phase === 'countdown') await press()
  await at('running', 1)
  // Twenty seconds may not be enough for new nodes to start in.
  const more = { extendMs: 60_000 }
  await insist(
    () => lead(screen.client, 'extend', more),
    () => (lastClass(screen.client)?.deadline ?? 0) - (lastClass(screen.client)?.startedAt ?? 0) > 60_000,
  )
  const epoch = epochOf(first.client)
  expect(epoch).toBe(2)
  const fired = players.map(({ client }) => client.fire(50, epoch))
  await kill()
  const outcomeOf = ({ client }: Page, tx: string) =>
    client.log.find((message) => message.type === 'settled' && message.tx === tx)
  await insist(
    () => {
      for (const [i, { client }] of players.entries())
        client.send({ type: 'fire', tx: fired[i] as string, amount: 50, epoch, again: true })
    },
    () => players.every((player, i) => outcomeOf(player, fired[i] as string)),
  )
  const told = players.map((player, i) => outcomeOf(player, fired[i] as string))
  expect(told).toMatchObject(Array(6).fill({ receipt: { outcome: 'applied' } }))
  if (lastClass(screen.client)?.phase === 'running') await press()
  await kill()
  await at('reveal', 1)
  await kill()
  await at('reveal', 1)
  const records = await Promise.all(pages.map(({ client }) => recordOf(client, 1)))
  for (const record of records) expect(record).toEqual(records[0])
  const people = (records[0]?.players ?? []).filter(({ bot }) => !bot)
  // The bots of the lesson have booked as well.
  expect(people.map(({ applied }) => applied)).toEqual(Array(6).fill(1))
  expect(sum(records[0]?.answers.first)).toBe(6)
  const lucks = (records[0]?.players ?? []).map(({ effect, acknowledged }) => effect - acknowledged)
  expect(sum(lucks)).toBe((records[0]?.actual ?? 0) - (records[0]?.expected ?? 0))

  await next('transfer', 1)
  await kill()
  await at('transfer', 1)
  const learnt = await answerUntil('learnt')
  expect(sum(learnt.spread?.transfer)).toBe(6)
  await kill()
  await at('learnt', 1)
  const { leaderboard } = await next('podium', 1)
  await kill()
  expect((await at('podium', 1)).leaderboard).toEqual(leaderboard)
})
