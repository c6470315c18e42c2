import { partsBelow } from '../../shared/below-base.ts'

/**
 * What a request asks for: the path below the base path and the query, `/healthz?x=1`. It does not matter whether a
 * proxy has stripped the base path, whether slashes are doubled or stand at the end, and whether the target is a path
 * or a whole address. `undefined` when it cannot be read.
 */
export function requestTarget(url: string | undefined, basePath: string): string | undefined {
  const address = parsed(url ?? '')
  return address && `/${partsBelow(address.pathname, basePath).join('/')}${address.search}`
}

function parsed(url: string): URL | undefined {
  // `OPTIONS *` asks the server as a whole.
  const target = url === '*' ? '/' : url
  try {
    if (target.startsWith('/')) return new URL(`http://localhost${target}`)
    return /^[a-z][a-z\d+.-]*:\/\//i.test(target) ? new URL(target) : undefined
  } catch {
    return undefined
  }
}
