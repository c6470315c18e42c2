import type { ClientMessage, Settings } from '../../shared/protocol.ts'

/** What a host does in a room. */
export interface HostActions {
  configure(settings: Partial<Settings>): void
  reset(opening: number): void
  kick(player: string): void
  /** The answer to one of the `requests` or `hostRequests`. */
  grant(request: string, granted: boolean): void
  revokeHost(host: string): void
  killNode(node: string): void
}

export const hostActions = (send: (message: ClientMessage) => unknown): HostActions => ({
  configure: (settings) => void send({ type: 'configure', ...settings }),
  reset: (opening) => void send({ type: 'reset', opening }),
  kick: (player) => void send({ type: 'kick', player }),
  grant: (request, granted) => void send({ type: 'answer-request', request, granted }),
  revokeHost: (host) => void send({ type: 'revoke-host', host }),
  killNode: (node) => void send({ type: 'kill-node', node }),
})
