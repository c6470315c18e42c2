import { setTimeout as pause } from 'node:timers/promises'
import type { HistoryRow } from '../../../shared/history/history-row.ts'
import { SwarmRefused } from './swarm-player.ts'

const TRIES = 10
const REST_MS = 1000

/** Downloads the history of a room's epoch, as the server has it from the journal. Throws `SwarmRefused`. */
export async function downloadHistory(server: string, code: string, epoch: number): Promise<HistoryRow[]> {
  const address = `${server}/api/rooms/${code}/history?format=jsonl&epoch=${epoch}`
  for (let left = TRIES; ; left -= 1) {
    const answer = await fetch(address)
    const text = await answer.text()
    if (answer.ok) return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
    // The server answers few such calls a second.
    const passes = answer.status === 429 || answer.status === 503
    if (!passes || left === 0) throw new SwarmRefused(`${address} answered ${answer.status}: ${text.trim()}`)
    await pause(REST_MS)
  }
}
