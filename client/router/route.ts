import { batch, signal } from '@preact/signals'
import { parseRoomCode } from '../../shared/room-code.ts'
import { BASE_PATH, belowBase } from './base-path.ts'

export type Route =
  | { page: 'home' }
  | { page: 'play'; code: string }
  | { page: 'screen'; code: string }
  | { page: 'learn' }
  | { page: 'report'; code: string }
  | { page: 'explore' }
  | { page: 'matrix' }
  | { page: 'nowhere' }

/** The page of a path. Codes may be typed in any case, with or without a dot. */
export function routeOf(path: string): Route {
  const [root, typed, leaf, ...rest] = decoded(path).split('/').filter(Boolean)
  if (root === undefined) return { page: 'home' }
  if (typed === undefined && (root === 'explore' || root === 'matrix' || root === 'learn'))
    return { page: root }
  const code = root === 'r' && typed !== undefined && rest.length === 0 ? parseRoomCode(typed) : undefined
  if (code !== undefined && leaf === undefined) return { page: 'play', code }
  if (code !== undefined && leaf === 'screen') return { page: 'screen', code }
  if (code !== undefined && leaf === 'report') return { page: 'report', code }
  return { page: 'nowhere' }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

// Paths for the address bar and for links begin with the base path; `path` does not.
export const HOME_PATH = `${BASE_PATH}/`
export const playPath = (code: string): string => `${BASE_PATH}/r/${code}`
export const screenPath = (code: string): string => `${BASE_PATH}/r/${code}/screen`
export const reportPath = (code: string): string => `${BASE_PATH}/r/${code}/report`
/** The board of one scenario; `query` as from `exploreQuery` or a finding of the matrix. */
export const explorePath = (query: string): string => `${BASE_PATH}/explore?${query}`
/** Lessons for one person alone. */
export const LEARN_PATH = `${BASE_PATH}/learn`
export const MATRIX_PATH = `${BASE_PATH}/matrix`

/** The path of the address, below the base path. */
export const path = signal(belowBase(globalThis.location?.pathname ?? '/'))
/** The address from its `?` on; '' without one. */
export const search = signal(globalThis.location?.search ?? '')

/** What this page stores in a history entry besides the address. */
export interface Trail {
  /** The entry before this one is the same board with nothing open on it. */
  opened?: true
}

export function navigate(to: string, trail: Trail | null = null): void {
  history.pushState(trail, '', to)
  follow()
}

/** Replaces the address: the old one is not in the history any more. */
export function replace(to: string, trail: Trail | null = history.state): void {
  history.replaceState(trail, '', to)
  follow()
}

function follow(): void {
  // In one batch: a page must not see its path with another page's query.
  batch(() => {
    path.value = belowBase(location.pathname)
    search.value = location.search
  })
}

export function followHistory(): void {
  addEventListener('popstate', follow)
}
