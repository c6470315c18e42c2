import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { Semaphore } from 'async-mutex'
import {
  FORMAT_NAMES,
  FORMATS,
  type HistoryFormatName,
  isFormatName,
} from '../../shared/history/history-formats.ts'
import { linesOf } from '../../shared/history/lines.ts'
import { parseRoomCode } from '../../shared/room-code.ts'
import { RecordDamaged, type RoomHistory, roomHistory, UnknownEpoch } from '../room/room-history.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import type { ApiRoute } from './api.ts'
import { ApiError } from './api-error.ts'

/** Histories sent at once, each in memory as a whole until the client has it; and how many more may wait. */
const AT_ONCE = 4
const MOST_WAITING = 100
/** Milliseconds that a client may take to receive one. */
const MOST_MS = 120_000
/** Characters in one piece. Between two pieces all other work gets a turn. */
const PIECE = 65_536

/** `GET /api/rooms/CODE/history?format=…&epoch=…`: what happened to a room's account, as a file. */
export function roomHistoryRoute({ wires }: Pick<RoomServices, 'wires'>): ApiRoute {
  const places = new Semaphore(AT_ONCE)
  let asked = 0
  return {
    path: '/api/rooms/:code/history',
    async handle({ response, params, query }) {
      const code = parseRoomCode(params.code ?? '')
      if (!code) throw new ApiError('unknown-room')
      const format = formatOf(query.get('format'))
      const epoch = epochOf(query.get('epoch'))
      if (asked >= AT_ONCE + MOST_WAITING) throw new ApiError('slow-down')
      asked += 1
      const answer = async (): Promise<void> => {
        // The client may have gone while it waited.
        if (response.destroyed) return
        const history = await roomHistory(wires.ioredis, code, epoch).catch(refused)
        response.writeHead(200, {
          'content-type': FORMATS[format].contentType,
          'content-disposition': `attachment; filename="${fileName(code, history, format)}"`,
          'cache-control': 'no-store',
        })
        await pipeline(inPieces(linesOf(history, format)), response, { signal: AbortSignal.timeout(MOST_MS) })
      }
      await places.runExclusive(answer).finally(() => {
        asked -= 1
      })
    },
  }
}

const fileName = (code: string, { epoch }: RoomHistory, format: HistoryFormatName): string =>
  `bank-run-${code}-${epoch}.${FORMATS[format].extension}`

function formatOf(text: string | null): HistoryFormatName {
  if (text === null) return 'jsonl'
  if (isFormatName(text)) return text
  throw new ApiError('unknown-format', `There are ${FORMAT_NAMES.join(', ')}.`)
}

/** `undefined`: the current one. */
function epochOf(text: string | null): number | undefined {
  if (text === null) return undefined
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new ApiError('unknown-epoch', 'It is a whole number, and the first is 1.')
}

function refused(error: unknown): never {
  if (error instanceof UnknownEpoch) {
    throw new ApiError('unknown-epoch', `This room has the epochs 1 to ${error.current} so far.`)
  }
  if (error instanceof RecordDamaged) throw new ApiError('record-damaged')
  throw error
}

async function* inPieces(lines: Iterable<string>): AsyncGenerator<string> {
  let piece = ''
  for (const line of lines) {
    piece += line
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
    await setImmediate()
  }
  if (piece !== '') yield piece
}
