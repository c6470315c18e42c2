import { expect } from 'vitest'
import type { Lead } from '../../shared/rounds/class-messages.ts'
import type { Choice } from '../../shared/rounds/lesson.ts'
import type { Phase } from '../../shared/rounds/phases.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import { ClassPage } from './class-page.ts'
import { TestClient } from './player.ts'

const CHOICES: readonly Choice[] = ['a', 'b', 'c', 'd']

/** How many milliseconds after the first page the others were told of a change of the phase. */
export interface Lags {
  changes: number
  median: number
  /** Of 95 %. */
  most: number
  /** The last page of each change, the latest first. */
  last: { ms: number; phase: string }[]
}

/** A room with a host's page and many players, each on a connection of its own. */
export class WholeClass {
  readonly players: ClassPage[] = []
  readonly host: ClassPage
  readonly code: string
  readonly #port: number

  private constructor(port: number, code: string, hostToken: string) {
    this.#port = port
    this.code = code
    this.host = new ClassPage({ port, code }, { kind: 'screen' }, hostToken)
  }

  static async open(port: number): Promise<WholeClass> {
    const opener = await TestClient.connect(port)
    opener.send({ type: 'create' })
    const { code, hostToken } = await opener.next('created')
    opener.close()
    const all = new WholeClass(port, code, hostToken)
    await all.host.enter()
    return all
  }

  get pages(): ClassPage[] {
    return [this.host, ...this.players]
  }

  /** So many more players join. */
  async join(count: number): Promise<void> {
    const from = this.players.length
    const fresh = Array.from({ length: count }, (_, i) => {
      const seat = { kind: 'new', nickname: `player ${from + i + 1}` } as const
      return new ClassPage({ port: this.#port, code: this.code }, seat)
    })
    await Promise.all(fresh.map((page) => page.enter()))
    this.players.push(...fresh)
    await this.host.until(() => this.host.view?.here === this.players.length)
  }

  lead(event: Lead['event'], more: Partial<Lead> = {}): void {
    this.host.send({ type: 'lead', number: this.host.view?.number ?? 0, event, ...more })
  }

  /** The host leads; resolves when every page is in the phase. */
  async led(event: Lead['event'], to: Phase, more: Partial<Lead> = {}): Promise<void> {
    this.lead(event, more)
    await this.all(to)
  }

  /** Starts the round; resolves when every page is in it. It lasts until the host ends it. */
  async start(): Promise<void> {
    const begun = ['countdown', 'running']
    await this.host.until(() => begun.includes(this.host.view?.phase ?? ''))
    if (this.host.view?.phase === 'countdown') this.lead('next')
    await this.all('running')
    this.lead('extend', { extendMs: 0 })
    await this.host.until(() => this.host.view?.deadline === undefined)
  }

  /** Resolves when every page is in the phase of the host's page, which is this one. */
  async all(phase: Phase): Promise<void> {
    await this.host.until(() => this.host.view?.phase === phase)
    const number = this.host.view?.number ?? 0
    await Promise.all(this.pages.map((page) => page.until(() => (page.view?.number ?? 0) >= number)))
    expect(new Set(this.pages.map(({ view }) => view?.phase))).toEqual(new Set([phase]))
  }

  answer(page: ClassPage, choice: Choice): void {
    page.send({ type: 'answer', number: page.view?.number ?? 0, choice })
  }

  /** All of these answer, each by the place in the class and `shift`. */
  answers(pages: readonly ClassPage[], shift: number): void {
    for (const page of pages) this.answer(page, this.choiceOf(page, shift))
  }

  choiceOf(page: ClassPage, shift: number): Choice {
    return CHOICES[(this.players.indexOf(page) + shift) % CHOICES.length] as Choice
  }

  /** How the answers of all players have to spread. */
  spread(shift: number): Record<string, number> {
    const spread: Record<string, number> = {}
    for (const page of this.players) {
      const choice = this.choiceOf(page, shift)
      spread[choice] = (spread[choice] ?? 0) + 1
    }
    return spread
  }

  /** Each of these fires an amount, at different moments of `ms`; resolves when all outcomes are known. */
  async race(pages: readonly ClassPage[], ms: number, amounts: readonly number[]): Promise<void> {
    await Promise.all(
      pages.map(async (page, i) => {
        await new Promise((resolve) => setTimeout(resolve, (ms * i) / pages.length))
        const tx = page.fire(amounts[i % amounts.length] as number)
        await page.until(() => page.outcomes.has(tx))
      }),
    )
  }

  /** The record of a round, once every page has it: the same text on each of them. */
  async record(round: number): Promise<RoundRecord> {
    await Promise.all(this.pages.map((page) => page.until(() => page.records.has(round))))
    const texts = new Set(this.pages.map(({ records }) => records.get(round)))
    expect(texts.size).toBe(1)
    const { record } = JSON.parse([...texts][0] as string) as { record: RoundRecord }
    this.#fits(record)
    return record
  }

  /** The transactions of an epoch as the history has them, applied or not. */
  async history(epoch: number): Promise<Set<string>> {
    const url = `http://127.0.0.1:${this.#port}/api/rooms/${this.code}/history?format=jsonl&epoch=${epoch}`
    const lines = (await (await fetch(url)).text()).trim().split('\n')
    return new Set(lines.flatMap((line) => (JSON.parse(line) as { id?: string }).id ?? []))
  }

  /** How far apart the pages were: of the phases that began while they were connected. */
  lags(): Lags {
    const numbers = [...new Set(this.pages.flatMap(({ heard }) => [...heard.keys()]))]
    const lags: number[] = []
    const last = numbers.map((number) => {
      const told = this.pages.flatMap(({ heard }) => heard.get(number) ?? [])
      const first = Math.min(...told)
      lags.push(...told.map((at) => at - first))
      return { ms: Math.max(...told) - first, phase: this.host.views.get(number)?.phase ?? '' }
    })
    lags.sort((a, b) => a - b)
    last.sort((a, b) => b.ms - a.ms)
    const at = (share: number): number => lags[Math.floor(lags.length * share)] ?? 0
    return { changes: numbers.length, median: at(0.5), most: at(0.95), last }
  }

  close(): void {
    for (const page of this.pages) page.close()
  }

  /** What the record says of each player is what the player's own page was told, and all luck is the divergence. */
  #fits({ epoch, applied, players, expected, actual }: RoundRecord): void {
    const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0)
    const luck = sum(players.map(({ effect, acknowledged }) => effect - acknowledged))
    expect(luck).toBe((actual ?? Number.NaN) - expected)
    expect(sum(players.map((one) => one.applied))).toBe(applied)
    const results = new Map(players.map((one) => [one.player, one]))
    for (const { player, outcomes } of this.players) {
      const own = [...outcomes.values()].filter((one) => one.epoch === epoch)
      const booked = own.flatMap(({ receipt }) =>
        receipt.outcome === 'applied' ? [receipt.entry.amount] : [],
      )
      expect(results.get(player)).toMatchObject({ applied: booked.length, acknowledged: sum(booked) })
    }
  }
}
