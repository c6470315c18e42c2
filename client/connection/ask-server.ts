import { PACE } from '../../shared/pace.ts'
import type { Answer } from './diagnosis.ts'

/** Asks the server by plain HTTP what is wrong with the WebSocket at that address. Never rejects. */
export async function askServer(socketAddress: string): Promise<Answer> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), PACE.checkWithinMs)
  try {
    const address = socketAddress.replace(/^ws/, 'http').replace(/ws$/, 'api/connection')
    const response = await fetch(address, {
      cache: 'no-store',
      // A portal sends the browser to its own page.
      redirect: 'manual',
      signal: late.signal,
    })
    return await answerOf(response)
  } catch {
    return { is: 'unreachable' }
  } finally {
    clearTimeout(timer)
  }
}

/** Only an answer in the shape of this server counts as one of the server. */
export async function answerOf(response: Response): Promise<Answer> {
  const { status, type, headers } = response
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) return { is: 'other-page' }
  // This server, asked too often.
  if (status === 429) return { is: 'unclear' }
  const isHtml = /html/.test(headers.get('content-type') ?? '')
  // A proxy says by a page of its own that the server is away.
  if (isHtml) return { is: status < 500 || status === 511 ? 'other-page' : 'unreachable' }
  return response.ok ? readCheck(await response.text()) : { is: 'unreachable' }
}

/** `ConnectionCheck` by hand: the page has no schemas, to be small. */
function readCheck(text: string): Answer {
  const check = parsed(text)
  const { server, protocol, refusal } = (check ?? {}) as Record<string, unknown>
  if (server !== 'bank-run' || typeof protocol !== 'number') return { is: 'unreachable' }
  if (refusal === null) return { is: 'well' }
  const { code, message } = (refusal ?? {}) as Record<string, unknown>
  if (typeof code !== 'string' || typeof message !== 'string') return { is: 'unreachable' }
  return { is: 'refused', code: code as Extract<Answer, { is: 'refused' }>['code'], message }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
