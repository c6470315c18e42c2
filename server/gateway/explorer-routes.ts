import type { ServerResponse } from 'node:http'
import { Semaphore } from 'async-mutex'
import { cellsOf } from '../../shared/proof/claims.ts'
import type { ExploreLine } from '../../shared/proof/stream-lines.ts'
import type { Catalogue, CatalogueEntry } from '../catalogue/catalogue.ts'
import type { Examiner } from '../explorer/examiner.ts'
import { explore } from '../explorer/explore.ts'
import { matrix } from '../explorer/matrix.ts'
import { runSchedule } from '../explorer/run-schedule.ts'
import { InvalidScenario, parseScenario } from '../explorer/scenario-query.ts'
import { InvalidSchedule, Unexplorable } from '../explorer/unexplorable.ts'
import type { Wire } from '../redis/wire.ts'
import type { ApiRoute } from './api.ts'
import { ApiError, apiErrorOf } from './api-error.ts'
import { answerInLines } from './json-lines.ts'

export interface ExplorerServices {
  catalogue: Catalogue
  examiner: Examiner
  /** A connection of its own, opened when first asked for. */
  wire(): Promise<Wire>
}

/** Calls worked on at once, and calls in all, with those that wait. */
const AT_ONCE = 2
const MOST_WAITING = 20
/** A person looks at the board: past a screen of tiles, a sample shows as much. */
const LIMIT = 20_000
const SAMPLES = 5000

/** The routes that prove the claims: the board, one interleaving, the matrix, and the strategies. */
export function explorerRoutes({ catalogue, examiner, wire }: ExplorerServices): ApiRoute[] {
  const places = new Semaphore(AT_ONCE)
  let waiting = 0
  async function placed(work: () => Promise<void>): Promise<void> {
    if (waiting >= MOST_WAITING) throw new ApiError('slow-down')
    waiting += 1
    await places.runExclusive(work).finally(() => {
      waiting -= 1
    })
  }
  function asked(query: URLSearchParams) {
    const entry = entryOf(catalogue, query.get('strategy'))
    try {
      return { entry, scenario: parseScenario(query) }
    } catch (error) {
      throw error instanceof InvalidScenario ? new ApiError('bad-scenario', error.message) : error
    }
  }

  const board: ApiRoute = {
    path: '/api/explore',
    async handle({ response, query }) {
      const { entry, scenario } = asked(query)
      const connection = await wire()
      const lines = answerInLines(response)
      const send = (line: ExploreLine): Promise<void> => lines.send(line)
      const begin = (): Promise<void> =>
        send({ kind: 'begin', strategy: entry.id, title: entry.card.title, scenario })
      await begin()
      await placed(async () => {
        if (lines.disconnected.aborted) return
        const exploration = await explore({
          ...{ wire: connection, strategy: entry, scenario, limit: LIMIT, samples: SAMPLES },
          signal: lines.disconnected,
          onProgress: (done, endings) => void send({ kind: 'found', done, endings }),
          onRestart: () => void begin(),
        })
        await send({ kind: 'end', exploration })
      }).catch((error: unknown) => send(failed(error)))
      lines.end()
    },
  }
  const schedule: ApiRoute = {
    path: '/api/explore/schedule',
    async handle({ response, query }) {
      const { entry, scenario } = asked(query)
      const connection = await wire()
      await placed(async () => {
        const acts = query.get('schedule') ?? ''
        const played = await runSchedule({ wire: connection, strategy: entry, scenario }, acts).catch(unfit)
        json(response, played)
      })
    },
  }
  const evidence: ApiRoute = {
    path: '/api/explore/evidence',
    async handle({ response, query }) {
      const entry = entryOf(catalogue, query.get('strategy'))
      const [anomaly, place] = [query.get('shows'), query.get('place') ?? 'oneNode']
      const cell = cellsOf(entry.card.claims).find((one) => one.anomaly === anomaly && one.place === place)
      if (!cell) throw new ApiError('bad-scenario', `There is no "${anomaly}" to be shown at "${place}".`)
      const disconnected = new AbortController()
      response.once('close', () => disconnected.abort())
      await placed(async () => {
        const finding = await examiner.find(entry, cell, disconnected.signal).catch((error: unknown) => {
          if (!disconnected.signal.aborted) unfit(error)
        })
        if (finding) json(response, finding)
      })
    },
  }
  const table: ApiRoute = {
    path: '/api/matrix',
    async handle({ response }) {
      const lines = answerInLines(response)
      try {
        for await (const line of matrix(catalogue, examiner, lines.disconnected)) await lines.send(line)
        lines.end()
      } catch (error) {
        // An answer that has begun can only be broken off; the page says that it is incomplete.
        if (!lines.disconnected.aborted) throw error
      }
    },
  }
  const strategies: ApiRoute = {
    path: '/api/strategies',
    async handle({ response }) {
      json(
        response,
        [...catalogue.values()].map(({ card }) => card),
      )
    },
  }
  return [board, schedule, evidence, table, strategies]
}

function entryOf(catalogue: Catalogue, id: string | null): CatalogueEntry {
  const entry = catalogue.get(id ?? '')
  if (!entry) throw new ApiError('unknown-strategy', `There are ${[...catalogue.keys()].join(', ')}.`)
  if (entry.card.problem) throw new ApiError('strategy-broken', entry.card.problem)
  if (entry.card.needs) throw new ApiError('redis-lacks-command', entry.card.needs)
  return entry
}

function unfit(error: unknown): never {
  if (error instanceof InvalidSchedule) throw new ApiError('bad-schedule', error.message)
  if (error instanceof Unexplorable) throw new ApiError('strategy-broken', error.message)
  throw error
}

function failed(error: unknown): ExploreLine {
  const { code, message } = apiErrorOf(error)
  return { kind: 'failed', code, message }
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(value)}\n`)
}
