import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LIMITS } from '../../shared/limits.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { WholeClass } from '../support/whole-class.ts'

const BOTS = 20
/** Far more than the 250 ms that are wished for: all 200 pages, three nodes and Redis share this machine. */
const MOST_APART_MS = 5000

let running: ServerProcess
beforeAll(async () => {
  running = await startServerProcess('--nodes', '3', '--allow-chaos')
})
afterAll(() => running?.stop())

it('200 players on three nodes go through three lessons together, and all of them see the same truth', async () => {
  const began = performance.now()
  const delay = monitorEventLoopDelay()
  delay.enable()
  const room = await WholeClass.open(running.port)
  const { host, players } = room
  await room.join(LIMITS.players - BOTS)
  const [ana, bea, cem, dan] = players as [typeof host, typeof host, typeof host, typeof host]
  expect(new Set(room.pages.map(({ node }) => node)).size).toBe(3)
  const ofEpoch = new Map<number, Set<string>>()
  /** From the running round to its reveal; the record of the round. */
  const over = async (round: number) => {
    await room.led('next', 'settling')
    await room.all('reveal')
    const record = await room.record(round)
    ofEpoch.set(record.epoch, await room.history(record.epoch))
    return record
  }

  // Where the money goes: with wrong, double and late answers, and two presses of the host.
  await room.led('lobby', 'lobby', { lesson: 'lost-update' })
  const { number = 0 } = host.view ?? {}
  await room.led('next', 'question')
  expect(await host.refused(() => host.send({ type: 'lead', number, event: 'next' }))).toBe('moved-on')
  const asked = host.view?.number ?? 0
  const others = players.filter((page) => page !== dan)
  room.answers(others, 0)
  // The same once more is harmless.
  room.answers([ana], 0)
  await bea.until(() => bea.view?.yours?.first !== undefined)
  expect(await bea.refused(() => room.answer(bea, 'd'))).toBe('already-answered')
  const tab = await cem.tab().enter()
  await tab.until(() => tab.view?.yours?.first !== undefined)
  expect(await tab.refused(() => room.answer(tab, 'd'))).toBe('already-answered')
  tab.close()
  const guess = { type: 'answer', number: asked, balance: 7 } as const
  expect(await dan.refused(() => dan.send(guess))).toBe('bad-answer')
  room.answers([dan], 0)
  await room.all('talk')
  expect(host.view?.spread?.first).toEqual(room.spread(0))
  const late = { type: 'answer', number: asked, choice: 'a' } as const
  expect(await dan.refused(() => dan.send(late))).toBe('moved-on')
  expect(await ana.refused(() => ana.fire(50))).toBe('no-round')
  const early = ana.fired.pop()?.tx ?? ''
  room.answers(players, 1)
  await room.start()
  await room.race(players, 2000, [50, -150])
  const first = await over(1)
  expect(first.answers).toEqual({ first: room.spread(0), second: room.spread(1) })
  expect(first.applied).toBeGreaterThanOrEqual(players.length)
  expect(first.lost).toBeGreaterThan(0)
  await room.led('next', 'transfer')
  room.answers(players, 2)
  await room.all('learnt')
  expect(host.view?.spread?.transfer).toEqual(room.spread(2))
  await room.led('next', 'podium')

  // Without a delay, and with bots: the room is full.
  await room.led('next', 'lobby')
  expect(host.view?.lesson?.id).toBe('no-pause')
  await host.until(() => host.view?.bots.count === BOTS)
  await room.led('next', 'question')
  room.answers(players, 0)
  await room.all('talk')
  // Nothing of the round before, and no transaction that is late, reaches this one.
  const latecomer = bea.fire(50, { epoch: first.epoch })
  await bea.until(() => bea.outcomes.has(latecomer))
  expect(bea.outcomes.get(latecomer)?.receipt).toMatchObject({ outcome: 'failed', why: 'round-over' })
  room.lead('next')
  await room.start()
  await room.race([...players, ...players], 4000, [50, -50])
  const second = await over(2)
  expect(second.players.filter(({ bot, applied }) => bot && applied > 0).length).toBeGreaterThan(BOTS / 2)
  expect(second.answers).toEqual({ first: room.spread(0), second: {} })
  await room.led('next', 'transfer')
  await room.led('next', 'learnt')
  await room.led('next', 'podium')

  // A mutex on several nodes. Twenty people come late and take the places of bots; a node is killed in the second round.
  await room.led('lobby', 'lobby', { lesson: 'mutex' })
  await room.join(BOTS)
  expect(host.view).toMatchObject({ here: LIMITS.players, bots: { count: 0 } })
  room.lead('next')
  await room.start()
  await room.race(players.slice(0, 24), 1000, [50, -150])
  const third = await over(3)
  expect(third).toMatchObject({ practice: true, answers: { first: {}, second: {} } })
  await room.led('next', 'question')
  room.answers(players, 1)
  await room.all('talk')
  room.answers(players, 2)
  await room.start()
  const killed = players.find(({ node }) => node !== host.node)?.node ?? ''
  const victims = players.filter(({ node }) => node === killed)
  const seats = players.map(({ player }) => player)
  const race = room.race([...victims.slice(0, 12), ...players.slice(-24)], 1000, [50, -150])
  setTimeout(() => host.send({ type: 'kill-node', node: killed }), 1500)
  await Promise.all(victims.map((page) => page.until(() => page.entered === 2)))
  await race
  const fourth = await over(4)
  expect(players.map(({ player }) => player)).toEqual(seats)
  expect(fourth.answers).toEqual({ first: room.spread(1), second: room.spread(2) })
  await room.led('next', 'transfer')
  room.answers(players, 3)
  await room.all('learnt')
  expect(host.view?.spread?.transfer).toEqual(room.spread(3))
  await room.led('next', 'podium')
  const boards = new Set(room.pages.map(({ view }) => JSON.stringify(view?.leaderboard)))
  expect(boards.size).toBe(1)
  expect(host.view?.leaderboard).toHaveLength(LIMITS.players)

  // Every transaction is in the history of the round it was fired in, if it was applied, and in no other.
  for (const { fired, outcomes } of players) {
    for (const { tx, epoch } of fired) {
      const homes = [...ofEpoch].filter(([, history]) => history.has(tx)).map(([home]) => home)
      const { receipt } = outcomes.get(tx) ?? {}
      expect(receipt).toBeDefined()
      if (receipt?.outcome === 'applied') expect(homes).toEqual([epoch])
      else for (const home of homes) expect(home).toBe(epoch)
    }
  }
  for (const history of ofEpoch.values()) expect(history.has(early)).toBe(false)

  delay.disable()
  const { changes, median, most, last } = room.lags()
  const ms = (number: number): string => `${Math.round(number)} ms`
  const latest = last.slice(0, 3).map(({ ms: late, phase }) => `${ms(late)} (${phase})`)
  const lost = [first, second, third, fourth].map((record) => `${record.lost} of ${record.applied}`)
  console.log(
    `${players.length} players, ${changes} changes of the phase: after the first page, half of the pages knew within ${ms(median)}, 95 % within ${ms(most)}, the last within ${latest.join(', ')}; this process itself was held up ${ms(delay.percentile(99) / 1e6)} (99 %), ${ms(delay.max / 1e6)} (most); lost ${lost.join(', ')}; ${Math.round((performance.now() - began) / 1000)} s`,
  )
  expect(last[0]?.ms).toBeLessThan(MOST_APART_MS)
  room.close()
}, 240_000)
