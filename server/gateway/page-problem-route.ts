import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { ApiRoute } from './api.ts'
import { ApiError } from './api-error.ts'

/** Bytes of one report. */
const MOST_BYTES = 8192
/** Different problems that are told: anybody can send some, and the log must not fill. */
const MOST_PROBLEMS = 50

const Report = z.object({
  message: z.string().max(1000),
  stack: z.string().max(1000),
  page: z.string().max(200),
})
export type PageReport = z.infer<typeof Report>

/** `POST /api/page-problems`: a page that has thrown says so. Each problem is logged once, however many phones have it. */
export function pageProblemRoute(log: (report: PageReport) => void): ApiRoute {
  const told = new Set<string>()
  return {
    method: 'POST',
    path: '/api/page-problems',
    async handle({ request, response }) {
      const report = Report.safeParse(parsed(await bodyOf(request)))
      if (!report.success) throw new ApiError('bad-report')
      const { message } = report.data
      if (!told.has(message) && told.size < MOST_PROBLEMS) {
        told.add(message)
        log(report.data)
      }
      response.writeHead(204, { 'cache-control': 'no-store' }).end()
    },
  }
}

/** What the client sent, up to about the bound; '' when it broke off. */
async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  try {
    for await (const piece of request.setEncoding('utf8')) {
      // What is too much is read and dropped: a client that is cut off would not see the answer.
      if (text.length <= MOST_BYTES) text += piece
    }
  } catch {
    return ''
  }
  return text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
