import type { Report } from '../../shared/report/report.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import { BASE_PATH } from '../router/base-path.ts'
import { pageStorage } from './local-storage.ts'

/** What came of asking for the report of a room. */
export type ReportAnswer =
  | { is: 'read'; report: Report }
  /** This browser is no host of the room; or there is no such room; or the server does not answer, or not now. */
  | { is: 'not-host' | 'unknown-room' | 'unreachable' }

/** Asks the server for the report of a room, with the secret of its host that this browser has. Never rejects. */
export async function readReport(code: string, language: Language): Promise<ReportAnswer> {
  const secret = pageStorage.hostToken(code)
  if (secret === undefined) return { is: 'not-host' }
  try {
    const response = await fetch(`${BASE_PATH}/api/rooms/${code}/report?language=${language}`, {
      headers: { 'x-host-secret': secret },
    })
    if (response.ok) return { is: 'read', report: (await response.json()) as Report }
    const { code: why } = (await response.json()) as { code?: string }
    return { is: why === 'not-host' || why === 'unknown-room' ? why : 'unreachable' }
  } catch {
    return { is: 'unreachable' }
  }
}
