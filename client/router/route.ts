import { signal } from '@preact/signals'
import { parseRoomCode } from '../../shared/room-code.ts'

export type Route =
  | { page: 'home' }
  | { page: 'play'; code: string }
  | { page: 'screen'; code: string }
  | { page: 'nowhere' }

/** The page of a path. Codes may be typed in any case, with or without a dot. */
export function routeOf(path: string): Route {
  const [root, typed, leaf, ...rest] = decoded(path).split('/').filter(Boolean)
  if (root === undefined) return { page: 'home' }
  const code = root === 'r' && typed !== undefined && rest.length === 0 ? parseRoomCode(typed) : undefined
  if (code !== undefined && leaf === undefined) return { page: 'play', code }
  if (code !== undefined && leaf === 'screen') return { page: 'screen', code }
  return { page: 'nowhere' }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

export const playPath = (code: string): string => `/r/${code}`
export const screenPath = (code: string): string => `/r/${code}/screen`

export const path = signal(globalThis.location?.pathname ?? '/')

export function navigate(to: string): void {
  history.pushState(null, '', to)
  path.value = to
}

export function followHistory(): void {
  addEventListener('popstate', () => {
    path.value = location.pathname
  })
}
