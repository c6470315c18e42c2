import { vi } from 'vitest'
import type { ClientMessage, ServerMessage } from '../../../shared/protocol.ts'

/** The server's side of the newest connection. */
export class FakeSocket {
  static readonly OPEN = 1
  static newest: FakeSocket
  readyState = 1
  sent: ClientMessage[] = []
  onopen = () => {}
  onmessage = (_: { data: string }) => {}
  onclose = () => {}
  constructor() {
    FakeSocket.newest = this
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }
  close(): void {
    this.readyState = 3
  }
  say(...messages: ServerMessage[]): void {
    for (const message of messages) this.onmessage({ data: JSON.stringify(message) })
  }
  get fired() {
    return this.sent.filter((message) => message.type === 'fire')
  }
  last<T extends ClientMessage['type']>(type: T): Extract<ClientMessage, { type: T }> | undefined {
    return this.sent.findLast((one): one is Extract<ClientMessage, { type: T }> => one.type === type)
  }
}

/** The browser globals of a page whose socket is a `FakeSocket`. End it with `vi.unstubAllGlobals`. */
export function stubPage(): void {
  const listening = { addEventListener: () => {}, removeEventListener: () => {} }
  vi.stubGlobal('window', { ...listening, location: { protocol: 'http:', host: 'here' } })
  vi.stubGlobal('document', { ...listening, visibilityState: 'visible' })
  vi.stubGlobal('WebSocket', FakeSocket)
}
