import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
  // The next test file must not get the modules that took this base path.
  vi.resetModules()
})

/** Loads the router in a page with this `<base>`, opened at this path. */
async function load(base: string, pathname: string) {
  vi.resetModules()
  vi.stubGlobal('document', { baseURI: new URL(base, 'https://example.org').href })
  vi.stubGlobal('location', { pathname, search: '', protocol: 'https:', host: 'example.org' })
  const route = await import('../../../client/router/route.ts')
  const { socketAddress } = await import('../../../client/connection/room-socket.ts')
  const { screenPath, explorePath, MATRIX_PATH, HOME_PATH } = route
  return {
    page: route.routeOf(route.path.value),
    paths: [HOME_PATH, screenPath('K7Q4MX'), explorePath('a=b'), MATRIX_PATH],
    socket: socketAddress(location),
  }
}

it.each([
  ['/', '/r/K7Q4MX', ''],
  ['/bank/', '/bank/r/K7Q4MX', '/bank'],
  ['/bank/', '/bank//r/k7q.4mx/', '/bank'],
  ['/spiele/b%C3%A4nk/', '/spiele/bänk/r/K7Q4MX', '/spiele/b%C3%A4nk'],
  // Opened past the proxy.
  ['/bank/', '/r/K7Q4MX', '/bank'],
])(
  'a page with the base %j, opened at %j, has its links and its socket below %j',
  async (base, at, prefix) => {
    expect(await load(base, at)).toEqual({
      page: { page: 'play', code: 'K7Q4MX' },
      paths: ['/', '/r/K7Q4MX/screen', '/explore?a=b', '/matrix'].map((path) => prefix + path),
      socket: `wss://example.org${prefix}/ws`,
    })
  },
)
