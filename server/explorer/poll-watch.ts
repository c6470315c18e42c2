import type { Seen } from '../account/account.ts'
import type { KeyWatch, SharedKey } from './key-watch.ts'
import type { PerformedCall, Polls, ScheduledCall } from './run-context.ts'

/** Detects polls of one transaction: commands that repeat a question and get the same answer. */
export interface PollWatch {
  /** Call it when the command has been answered. */
  note(performed: PerformedCall): void
  /** Whether the command would get the same answer again: no other act has changed a key that it touches. */
  isIdle(call: ScheduledCall): boolean
}

/** Beyond the number of tries, how often a command may get the same answer before it counts as a poll. */
const MORE_THAN_ATTEMPTS = 4

export function createPollWatch(keys: KeyWatch, polls: Polls, attempts: number): PollWatch {
  const records = new Map<string, { answer: string; changes: number; same: number }>()
  return {
    note({ call, answer, error }) {
      if (call.verb === 'WAIT' || call.verb === 'EXPIRY' || call.verb === 'CRASH') return
      const command = pollKeyOf(call)
      const answerText = answerOf(answer, error)
      const changes = keys.changesOf(touchedBy(call))
      const before = records.get(command)
      const again = before?.answer === answerText && before.changes === changes
      const same = again ? before.same + 1 : 0
      records.set(command, { answer: answerText, changes, same })
      if (same >= attempts + MORE_THAN_ATTEMPTS && !polls.known.has(command)) polls.found = command
    },
    isIdle(call) {
      const command = pollKeyOf(call)
      const record = polls.known.has(command) ? records.get(command) : undefined
      return record !== undefined && record.same > 0 && keys.changesOf(touchedBy(call)) === record.changes
    },
  }
}

/** The command as text, the same for all transactions: their ids, which serve as tokens, are replaced. */
export function pollKeyOf(call: ScheduledCall): string {
  const { verb } = call
  if (verb === 'MUTEX') return verb
  const about = call.about?.replaceAll(/explorer-transaction\d/g, '*') ?? ''
  return `${verb} ${call.key ?? ''} ${call.value ?? ''} ${about}`
}

function answerOf(answer: unknown, error: unknown): string {
  if (error !== undefined) return `error ${error instanceof Error ? error.name : ''}`
  if (typeof answer !== 'object' || answer === null) return String(answer)
  if (!('version' in answer)) return JSON.stringify(answer)
  const { balance, version } = answer as Seen
  return `${balance} in ${version}`
}

function touchedBy(call: ScheduledCall): SharedKey[] {
  switch (call.verb) {
    case 'SET NX':
    case 'DEL':
    case 'EXPIRE':
    case 'PTTL':
      return ['lock']
    case 'EVAL lock':
      return ['lock', 'fence']
    case 'EVAL':
      return ['balance', 'lock', 'fence']
    case 'MUTEX':
    case 'TIME':
      return []
    default:
      return call.key === undefined ? ['balance'] : [`own:${call.key}`]
  }
}
