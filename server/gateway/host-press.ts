import type { ClientMessage } from '../../shared/protocol.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import type { Place } from './host-handlers.ts'
import type { MessageHandlers } from './message-handlers.ts'

const HOST_ONLY = [
  'configure',
  'reset',
  'kick',
  'answer-request',
  'revoke-host',
  'kill-node',
  'set-bots',
  'lead',
  'give-hint',
] as const
/** What only hosts may ask for. */
export type HostPress = Extract<ClientMessage, { type: (typeof HOST_ONLY)[number] }>

export const isHostPress = (message: ClientMessage): message is HostPress =>
  (HOST_ONLY as readonly string[]).includes(message.type)

/** Carries out what a host has pressed, after a look into Redis whether it still is one. Throws `BankError`. */
export async function carryOutPress(
  handlers: MessageHandlers,
  place: Place,
  message: HostPress,
  language: Language,
): Promise<void> {
  const host = await handlers.hosts.require(place)
  const { room } = place
  switch (message.type) {
    case 'configure': {
      const { type: _, ...settings } = message
      return handlers.configure(room, settings)
    }
    case 'reset':
      return handlers.reset(room, message.opening)
    case 'kick':
      return handlers.hosts.kick(room, host, message.player)
    case 'answer-request':
      return handlers.hosts.answer(room, message.request, message.granted)
    case 'revoke-host':
      return handlers.hosts.revoke(room, host, message.host)
    case 'kill-node':
      return handlers.killNode(message.node)
    case 'set-bots':
      return handlers.setBots(room, message)
    case 'lead':
      return room.classroom.lead(message, language)
    case 'give-hint':
      return room.classroom.giveHint(message.number)
    default:
      return message satisfies never
  }
}
