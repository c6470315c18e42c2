import { BASE_PATH } from '../router/base-path.ts'

/** The server logs each problem once. */
const REPORTS = `${BASE_PATH}/api/page-problems`
/** Characters, so that a report stays below what the server reads. */
const MOST = 1000
const MOST_OF_PATH = 200

const told = new Set<string>()

/** Sends an error of this page to the server's log: each once, however often the page draws. Never throws. */
export function reportProblem(error: unknown): void {
  try {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    if (told.has(message)) return
    told.add(message)
    const page = location.pathname.slice(0, MOST_OF_PATH)
    const report = { message: message.slice(0, MOST), stack: stack.slice(0, MOST), page }
    navigator.sendBeacon(REPORTS, JSON.stringify(report))
  } catch {
    // The report itself failed; there is no other way to report.
  }
}
