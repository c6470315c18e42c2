/** A message on the page: when it is sent and what answers it, and what it looks like. */
export interface Documented<Message> {
  about: string
  examples: readonly [Message, ...Message[]]
}
/** One for each type of a union of messages. */
export type DocumentedAll<Message extends { type: string }> = {
  [Type in Message['type']]: Documented<Extract<Message, { type: Type }>>
}
