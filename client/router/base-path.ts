import { partsBelow } from '../../shared/below-base.ts'

/** The path that the game lives below: `/bank`, or '' for the root. The server writes it into index.html, as `<base>`. */
export const BASE_PATH = new URL(globalThis.document?.baseURI ?? 'http://localhost/').pathname.replace(
  /\/+$/,
  '',
)

/** An address's path as the app knows it, which is the same below every base path. */
export const belowBase = (pathname: string): string => `/${partsBelow(pathname, BASE_PATH).join('/')}`

/** A name in the browser's storage. Two servers below one host share the storage, and must not share seats. */
export const storageKey = (name: string, basePath = BASE_PATH): string =>
  basePath === '' ? `bankrun:${name}` : `bankrun:${basePath}:${name}`
