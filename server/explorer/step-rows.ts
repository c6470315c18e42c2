import { Receipt } from '../../shared/journal.ts'
import type { Ledger } from '../../shared/ledger.ts'
import { units } from '../../shared/money.ts'
import type { StepRow } from '../../shared/proof/exploration.ts'
import { type Seen, WroteNothing } from '../account/account.ts'
import type { PerformedCall } from './run-context.ts'

/** The rows of a step table: every command, its result, and whether its write is in the balance. */
export function stepRows(performed: readonly PerformedCall[], { lineage }: Ledger): StepRow[] {
  const written = new Set<number>()
  return performed.map((one) => {
    const receipt = receiptOf(one)
    const row: StepRow = { process: one.process, text: '' }
    if (one.replyLost) row.replyLost = true
    if (receipt?.outcome === 'rejected' && receipt.why === 'taken-back' && receipt.toVersion !== undefined) {
      const version = receipt.toVersion
      if (written.has(version)) return { ...row, text: `${commandOf(one)}: taken back already` }
      written.add(version)
      const node = lineage.at(version)
      const left = node ? ` → ${units(node.entry.wrote, 'plain')}` : ''
      return {
        ...row,
        text: `${commandOf(one)}${left}`,
        version,
        ...(node?.lostBy && { lostBy: node.lostBy }),
      }
    }
    if (receipt?.outcome !== 'applied') return { ...row, text: textOf(one, receipt) }
    const { version, wrote } = receipt.entry
    // The answer is the receipt of an earlier step.
    if (written.has(version)) return { ...row, text: `${commandOf(one)}: booked already` }
    written.add(version)
    const lostBy = lineage.at(version)?.lostBy
    return {
      ...row,
      text:
        one.call.verb === 'SET' || one.call.verb === 'SET IFEQ' || one.call.verb === 'EXEC'
          ? `${one.call.verb} ${units(wrote, 'plain')}`
          : `${commandOf(one)} → ${units(wrote, 'plain')}`,
      version,
      ...(lostBy && { lostBy }),
    }
  })
}

function receiptOf({ call, answer }: PerformedCall): Receipt | undefined {
  return 'writes' in call && call.writes ? Receipt.safeParse(answer).data : undefined
}

const commandOf = ({ call }: PerformedCall): string =>
  'value' in call && call.value !== undefined ? `${call.verb} ${units(call.value, 'plain')}` : call.verb

function textOf({ call, answer, error }: PerformedCall, receipt: Receipt | undefined): string {
  const { verb } = call
  if (error !== undefined) return error instanceof WroteNothing ? `${verb} wrote nothing` : `${verb} failed`
  if ('key' in call && call.key !== undefined) return ofKey(call, answer)
  switch (verb) {
    case 'EXPIRY':
      return 'the lock expires'
    case 'CRASH':
      return `node ${call.node} crashes`
    case 'EXPIRE':
      return answer ? 'EXPIRE lock' : 'EXPIRE: no lock'
    case 'PTTL':
      return `PTTL lock → ${String(answer)}`
    case 'TIME':
      return verb
    case 'WAIT':
      return 'waits'
    case 'MUTEX':
      return answer ? 'mutex' : 'mutex taken'
    case 'SET NX':
      return answer ? 'SET NX' : 'SET NX taken'
    case 'GET':
      return `GET ${units((answer as Seen).balance, 'plain')}`
    case 'EVAL lock':
      return answer === null ? 'EVAL lock' : `EVAL lock → ${shortened(answer)}`
    case 'WATCH':
    case 'DEL':
      return verb
    default:
      return `${verb} ${receipt ? receipt.outcome : 'refused'}`
  }
}

/** Characters of a value: a time in milliseconds and the largest balance fit. */
const LONGEST_VALUE = 16

/** A value from Redis in one line; a long one is cut, and ends with `…`. */
export function shortened(value: unknown): string {
  const characters = [...(typeof value === 'object' ? JSON.stringify(value) : String(value))]
  if (characters.length <= LONGEST_VALUE) return characters.join('')
  return `${characters.slice(0, LONGEST_VALUE - 1).join('')}…`
}

/** The text for one of the strategy's own keys. */
function ofKey(call: PerformedCall['call'] & { key?: string }, answer: unknown): string {
  const { verb, key } = call
  if (verb === 'EXPIRY') return `${key} expires`
  const command = verb.replace(/^KEY /, '')
  if (command === 'SET') return answer ? `SET ${key}` : `SET ${key}: taken`
  return answer === undefined ? `${command} ${key}` : `${command} ${key} → ${shortened(answer)}`
}
