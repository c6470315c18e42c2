/** A message on the page: when it is sent, which message answers it, and examples. */
export interface Documented<Message> {
  about: string
  examples: readonly [Message, ...Message[]]
}
/** One `Documented` for each type of a union of messages. */
export type DocumentedAll<Message extends { type: string }> = {
  [Type in Message['type']]: Documented<Extract<Message, { type: Type }>>
}
