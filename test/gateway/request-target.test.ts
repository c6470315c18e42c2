import { describe, expect, it } from 'vitest'
import { requestTarget } from '../../server/gateway/request-target.ts'

describe('the target of a request', () => {
  it.each([
    ['/healthz', '/healthz'],
    ['/healthz?x=1', '/healthz?x=1'],
    ['/healthz/', '/healthz'],
    ['/healthz/?x=/', '/healthz?x=/'],
    ['//healthz', '/healthz'],
    ['/./healthz', '/healthz'],
    ['/x/../healthz', '/healthz'],
    ['/%68ealthz', '/healthz'],
    ['/healthz#top', '/healthz'],
    ['http://bank.example.org/healthz', '/healthz'],
    ['HTTPS://bank.example.org:3000/healthz/?x=1', '/healthz?x=1'],
    ['ws://bank.example.org/ws', '/ws'],
    ['http://bank.example.org', '/'],
    ['//bank.example.org/ws', '/bank.example.org/ws'],
    ['/', '/'],
    ['*', '/'],
    ['/r/K7Q·4MX', '/r/K7Q%C2%B74MX'],
    ['/r/a%2Fb', '/r/a%2Fb'],
    ['/100%', '/100%'],
  ])('%j without a base path is %j', (url, target) => {
    expect(requestTarget(url, '')).toBe(target)
  })

  it.each([
    ['/bank/healthz', '/healthz'],
    ['/bank/healthz/?x=1', '/healthz?x=1'],
    ['http://host.example/bank/ws/', '/ws'],
    ['/bank', '/'],
    ['/bank/', '/'],
    ['//bank//assets/a.js', '/assets/a.js'],
    ['/b%61nk/ws', '/ws'],
    // The proxy has stripped the base path.
    ['/healthz', '/healthz'],
    ['/r/K7Q4MX', '/r/K7Q4MX'],
    ['/banking/ws', '/banking/ws'],
    // Below the base path, the same name is a part like any other.
    ['/bank/bank/ws', '/bank/ws'],
  ])('%j below /bank is %j', (url, target) => {
    expect(requestTarget(url, '/bank')).toBe(target)
  })

  it('has the base path in any encoding, and with several parts', () => {
    expect(requestTarget('/spiele/b%c3%a4nk/ws', '/spiele/b%C3%A4nk')).toBe('/ws')
    expect(requestTarget('/spiele/ws', '/spiele/b%C3%A4nk')).toBe('/spiele/ws')
  })

  it.each(['', 'healthz', 'http://', 'http://[::1/healthz', undefined])('cannot be read from %j', (url) => {
    expect(requestTarget(url, '/bank')).toBeUndefined()
  })
})
