import { parseRoomCode } from '../../shared/room-code.ts'
import { LANGUAGES } from '../../shared/rounds/languages.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import { isHost, roomReport } from '../report/room-report.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import type { ApiRoute } from './api.ts'
import { ApiError } from './api-error.ts'

/** Not `authorization`: a proxy before the server may want that for itself. */
const SECRET = 'x-host-secret'

/** `GET /api/rooms/CODE/report?language=de`: the report of a room, for its host, whose secret is in a header. */
export function reportRoute({ wires, lessons }: Pick<RoomServices, 'wires' | 'lessons'>): ApiRoute {
  return {
    path: '/api/rooms/:code/report',
    async handle({ request, response, params, query }) {
      const code = parseRoomCode(params.code ?? '')
      if (!code) throw new ApiError('unknown-room')
      const secret = request.headers[SECRET]
      if (!(await isHost(wires.ioredis, code, typeof secret === 'string' ? secret : '')))
        throw new ApiError('not-host')
      const report = await roomReport(wires.ioredis, code, lessons, languageOf(query.get('language')))
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(`${JSON.stringify(report)}\n`)
    },
  }
}

const languageOf = (text: string | null): Language => LANGUAGES.find((one) => one === text) ?? 'en'
