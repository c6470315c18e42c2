import { BankError } from '../../shared/errors.ts'
import { ClientMessage } from '../../shared/protocol.ts'

/** A frame as a valid message: the only place where one is parsed. Throws `BankError` that says what is wrong. */
export function decode(data: Buffer, isBinary: boolean): ClientMessage {
  if (isBinary) throw new BankError('binary-frame')
  let json: unknown
  try {
    json = JSON.parse(data.toString('utf8'))
  } catch {
    throw new BankError('bad-json')
  }
  const parsed = ClientMessage.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue?.path.join('.')
  throw new BankError('bad-message', issue && `${where ? `${where}: ` : ''}${issue.message}.`)
}

/** What a refused message was about, as far as it can be read, so that the client can match the error. */
export function subject(data: Buffer): { re?: string; tx?: string } {
  try {
    const { type, tx } = JSON.parse(data.toString('utf8')) as { type?: unknown; tx?: unknown }
    return {
      ...(typeof type === 'string' && { re: type.slice(0, 40) }),
      ...(typeof tx === 'string' && { tx: tx.slice(0, 40) }),
    }
  } catch {
    return {}
  }
}
