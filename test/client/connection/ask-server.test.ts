import { describe, expect, it } from 'vitest'
import { answerOf } from '../../../client/connection/ask-server.ts'
import { CONNECTION_REFUSALS, ConnectionCheck } from '../../../shared/connection-check.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' }
const check = { server: 'bank-run', protocol: 4, refusal: null }

const answerTo = (body: unknown, status = 200, headers: Record<string, string> = JSON_TYPE) =>
  answerOf(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }))

describe('the answer to /api/connection', () => {
  it('says that all is well', async () => {
    expect(await answerTo(check)).toEqual({ is: 'well' })
  })

  it.each(Object.entries(CONNECTION_REFUSALS))('may carry the refusal %s', async (code, message) => {
    const refused = { ...check, refusal: { code, message } }
    expect(ConnectionCheck.safeParse(refused).success).toBe(true)
    expect(await answerTo(refused)).toEqual({ is: 'refused', code, message })
  })

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no JSON', 'ok'],
    ['no object', null],
    ['another server', { ...check, server: 'nginx' }],
    ['no protocol', { ...check, protocol: undefined }],
    ['no refusal', { ...check, refusal: undefined }],
    ['half a refusal', { ...check, refusal: { code: 'server-full' } }],
    ['an error of another API', { code: 'unknown-path', message: 'x' }],
  ])('is none of this server when it is %s', async (_, body) => {
    expect(ConnectionCheck.safeParse(body).success).toBe(false)
    expect(await answerTo(body)).toEqual({ is: 'unreachable' })
  })

  it.each<[string, number, Record<string, string>, string]>([
    ['a page', 200, HTML_TYPE, 'other-page'],
    ['the page of a filter', 403, HTML_TYPE, 'other-page'],
    ['a page that asks to sign in', 511, HTML_TYPE, 'other-page'],
    ['a redirection', 302, { location: 'http://portal.invalid/' }, 'other-page'],
    ['the page of a proxy whose server is away', 502, HTML_TYPE, 'unreachable'],
    ['an error without a page', 503, JSON_TYPE, 'unreachable'],
    ['a refusal for too many calls', 429, JSON_TYPE, 'unclear'],
  ])('may be %s', async (_, status, headers, is) => {
    expect(await answerTo('<h1>hello</h1>', status, headers)).toEqual({ is })
  })
})
