import { describe, expect, it } from 'vitest'
import { playPath, reportPath, routeOf, screenPath } from '../../../client/router/route.ts'

describe('the page of a path', () => {
  it.each([
    ['/', { page: 'home' }],
    ['/r/K7Q4MX', { page: 'play', code: 'K7Q4MX' }],
    ['/r/k7q-4mx/', { page: 'play', code: 'K7Q4MX' }],
    ['/r/K7Q%C2%B74MX', { page: 'play', code: 'K7Q4MX' }],
    ['/r/K7Q4MX/screen', { page: 'screen', code: 'K7Q4MX' }],
    ['/r/k7q4mx/report', { page: 'report', code: 'K7Q4MX' }],
    ['/learn', { page: 'learn' }],
    ['/explore', { page: 'explore' }],
    ['/matrix/', { page: 'matrix' }],
    ['/explore/more', { page: 'nowhere' }],
    ['/r', { page: 'nowhere' }],
    ['/r/hello', { page: 'nowhere' }],
    ['/r/K7Q4MX/elsewhere', { page: 'nowhere' }],
    ['/r/K7Q4MX/screen/more', { page: 'nowhere' }],
    ['/x/K7Q4MX', { page: 'nowhere' }],
    ['/%', { page: 'nowhere' }],
  ])('%s is %j', (path, route) => {
    expect(routeOf(path)).toEqual(route)
  })

  it('is the same page that the path was made for', () => {
    expect(routeOf(playPath('K7Q4MX'))).toEqual({ page: 'play', code: 'K7Q4MX' })
    expect(routeOf(screenPath('K7Q4MX'))).toEqual({ page: 'screen', code: 'K7Q4MX' })
    expect(routeOf(reportPath('K7Q4MX'))).toEqual({ page: 'report', code: 'K7Q4MX' })
  })
})
