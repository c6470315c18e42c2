import { duration } from '../../shared/duration.ts'
import { PACE } from '../../shared/pace.ts'
import { type ClientMessage, PROTOCOL } from '../../shared/protocol.ts'
import { CLASS_CLIENT_EXAMPLES } from './class-examples.ts'
import type { Documented, DocumentedAll } from './documented.ts'
import { PEOPLE_CLIENT_EXAMPLES } from './people-examples.ts'
import { ana, anaSecret, anaTx, bob, hostToken, requestSecret, start } from './story.ts'

export const CLIENT_EXAMPLES = {
  create: {
    about:
      'Makes a room. Answered by [`created`](#created). You are not in the room yet: [`enter`](#enter) it.',
    examples: [{ type: 'create', opening: 100 }],
  },
  find: {
    about: 'Asks whether a room exists. Answered by [`found`](#found), or by `unknown-room`.',
    examples: [{ type: 'find', code: 'K7Q4MX' }],
  },
  enter: {
    about: `Takes a seat in a room, a new one or the one you had, or only watches. A new seat whose id and secret you make yourself can be asked for again when the answer was lost: you get the same one. A player who is away keeps the nickname for ${duration(PACE.nameKeptMs)}, and the seat for good. Answered by [\`entered\`](#entered) and at once by [\`snapshot\`](#snapshot). A connection is in one room at most.`,
    examples: [
      {
        type: 'enter',
        protocol: PROTOCOL,
        code: 'K7Q4MX',
        seat: { kind: 'new', nickname: 'ana' },
        hostToken,
      },
      {
        type: 'enter',
        protocol: PROTOCOL,
        code: 'K7Q4MX',
        seat: { kind: 'new', nickname: 'bob', player: bob, secret: requestSecret },
      },
      {
        type: 'enter',
        protocol: PROTOCOL,
        code: 'k7q-4mx',
        seat: { kind: 'resume', player: ana, secret: anaSecret },
      },
      { type: 'enter', protocol: PROTOCOL, code: 'K7Q4MX', seat: { kind: 'screen' } },
    ],
  },
  fire: {
    about:
      'A deposit or a withdrawal. Players only. Answered by [`settled`](#settled), perhaps after a [`checking`](#checking), or by an [`error`](#error) that names its `tx`. A `tx` that already has an outcome keeps it, and you are told the stored one. With `again` the server looks for the outcome first. Without `again` the strategy runs again, finds the outcome when it is about to write, and writes nothing. Only a strategy that books without the idempotency key, as `retry-blind` does, then books the amount a second time. An `epoch` that has not begun is refused with `bad-message`.',
    examples: [
      { type: 'fire', tx: anaTx, amount: 50, epoch: 1 },
      { type: 'fire', tx: anaTx, amount: 50, epoch: 1, again: true },
    ],
  },
  inspect: {
    about:
      'Asks whether writes that are older than the entries you hold are live or lost. Answered by [`verdicts`](#verdicts).',
    examples: [{ type: 'inspect', versions: [1, 2] }],
  },
  'read-source': {
    about:
      'Asks for the file of a strategy, in a room or before. Answered by [`source`](#source), or by `unknown-strategy`. The list of strategies has an `edition` for each file: ask again when it is another one.',
    examples: [{ type: 'read-source', strategy: 'naive' }],
  },
  configure: {
    about:
      'Changes settings of the room; absent ones stay as they are. Host only. Everyone in the room is told in a [`frame`](#frame). Running transactions continue with the settings they began with.',
    examples: [{ type: 'configure', strategy: 'watch', thinkMs: 500 }],
  },
  reset: {
    about:
      'Opens a new account, in the next epoch. Host only. Everyone in the room gets a [`snapshot`](#snapshot) of it. Transactions of the old epoch that are not committed yet are not applied.',
    examples: [{ type: 'reset', opening: 100 }],
  },
  rename: {
    about:
      'Changes your nickname. Players only. Answered by [`renamed`](#renamed); the room is told in a [`frame`](#frame).',
    examples: [{ type: 'rename', nickname: 'Ana B.' }],
  },
  kick: {
    about:
      'Ends the visit of a player. Host only; a player who is a host is removed by the first host only, and their rights end. The player gets [`ended`](#ended), the room is told in a [`frame`](#frame). That seat cannot be resumed any more. But its nickname is free, and the same person can take a new seat at once.',
    examples: [{ type: 'kick', player: bob }],
  },
  ...PEOPLE_CLIENT_EXAMPLES,
  'kill-node': {
    about:
      'Ends a node at once, as a crash would. Host only, and only on a server started with `--allow-chaos`. Not answered: a [`frame`](#frame) tells everyone in the room that the node is down. Its players lose their connections, and another node takes its place.',
    examples: [{ type: 'kill-node', node: 'B' }],
  },
  ...CLASS_CLIENT_EXAMPLES,
  leave: {
    about:
      'Leaves the room. Answered by [`ended`](#ended). A player who left cannot resume the seat; closing the connection instead keeps it.',
    examples: [{ type: 'leave' }],
  },
  ping: {
    about:
      'Asks for the time on the clock of Redis, and whether Redis answers. Answered by [`pong`](#pong). Allowed anywhere.',
    examples: [{ type: 'ping', sent: start - 3211 }],
  },
} satisfies DocumentedAll<ClientMessage> & Record<string, Documented<ClientMessage>>
