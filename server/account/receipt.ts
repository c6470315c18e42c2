import { Receipt } from '../../shared/journal.ts'

/** The text under a receipt's key is not a receipt, because a command from outside has changed it. */
export class ReceiptDamaged extends Error {
  constructor(text: string, cause: unknown) {
    super(`the stored outcome of a transaction is not a receipt: ${text.slice(0, 80)}`, { cause })
    this.name = 'ReceiptDamaged'
  }
}

/** Reads a receipt as it is stored in Redis. Throws `ReceiptDamaged`. */
export function parseReceipt(text: string): Receipt {
  try {
    return Receipt.parse(JSON.parse(text))
  } catch (error) {
    throw new ReceiptDamaged(text, error)
  }
}

/** The same; `undefined` if the text is not a receipt. */
export function safeParseReceipt(text: string): Receipt | undefined {
  try {
    return parseReceipt(text)
  } catch (error) {
    if (error instanceof ReceiptDamaged) return undefined
    throw error
  }
}
