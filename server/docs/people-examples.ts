import { duration } from '../../shared/duration.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
import type { ClientMessage, ServerMessage } from '../../shared/protocol.ts'
import type { DocumentedAll } from './documented.ts'
import { ana, bob, hostLink, requestId, requestSecret, start } from './story.ts'

/* Messages about who has a seat and who is a host. */

const hostId = 'u1Zr7Qm4Xc9Tb2Ly6Vd0e'
const firstId = 'e5Kd8Wn3Hs1Pg7Fa2Rj9x'

type PeopleClientMessage = Extract<
  ClientMessage,
  { type: 'request-seat' | 'request-host' | 'answer-request' | 'use-host-link' | 'revoke-host' }
>
type PeopleServerMessage = Extract<
  ServerMessage,
  { type: 'requested' | 'seat-requests' | 'host-requests' | 'hosting' | 'hosts' }
>

export const PEOPLE_CLIENT_EXAMPLES = {
  'request-seat': {
    about:
      'Asks the host for the seat of a player who is away, from another browser. Answered by [`requested`](#requested). Send it again every few seconds while you wait: without that it ends. You need not be in the room.',
    examples: [
      { type: 'request-seat', code: 'K7Q4MX', request: requestId, nickname: 'bob', secret: requestSecret },
    ],
  },
  'request-host': {
    about: `Asks the hosts to make this browser one. Players only. Answered by [\`requested\`](#requested). Send it again every few seconds while you wait: without that it ends, and after ${duration(PACE.hostRequestMs)} in any case. A player has one such request: another one replaces it. After a refusal wait for ${duration(PACE.refusedMs)}. Once it is granted you get [\`hosting\`](#hosting), and from now on your secret is the \`hostToken\` of your [\`enter\`](#enter).`,
    examples: [{ type: 'request-host', request: requestId, secret: requestSecret }],
  },
  'answer-request': {
    about:
      'Answers one of the [`seat-requests`](#seat-requests) or [`host-requests`](#host-requests). Host only; the first of two hosts to answer decides. When granted, a seat gets the secret of the browser that asks, and its old one is worth nothing; that is refused with `player-is-here` when the player has come back. A browser that asks to be a host is one at once.',
    examples: [{ type: 'answer-request', request: requestId, granted: true }],
  },
  'use-host-link': {
    about:
      'Makes this browser a host by a link that ends in `#host=` and a secret. It works once, and makes you the first host of a room that has none. Answered by [`hosting`](#hosting). A re-send with the same `secret` is harmless. From now on that secret is the `hostToken` of your [`enter`](#enter).',
    examples: [{ type: 'use-host-link', link: hostLink, secret: requestSecret }],
  },
  'revoke-host': {
    about:
      'Takes the rights of another host away, on all its connections. First host only. Its browser gets [`hosting`](#hosting). You get the new list of [`hosts`](#hosts).',
    examples: [{ type: 'revoke-host', host: hostId }],
  },
} satisfies DocumentedAll<PeopleClientMessage>

export const PEOPLE_SERVER_EXAMPLES = {
  requested: {
    about:
      'The answer to [`request-seat`](#request-seat) and [`request-host`](#request-host), each time. Once a seat is `granted`, `enter` with `resume`, the player and your secret.',
    examples: [
      { type: 'requested', request: requestId, player: bob, digits: '47', state: 'waiting' },
      { type: 'requested', request: requestId, player: ana, digits: '', state: 'granted' },
    ],
  },
  'seat-requests': {
    about:
      'Browsers that ask for the seat of a player who is away. Sent to hosts only, whenever they change. Answer with [`answer-request`](#answer-request).',
    examples: [{ type: 'seat-requests', requests: [{ request: requestId, player: bob, digits: '47' }] }],
  },
  'host-requests': {
    about:
      'Players who ask to be made a host. Sent to hosts only, whenever they change. Ask "Make bob (47) a host?", and answer with [`answer-request`](#answer-request). What it holds gives no rights to one who reads it.',
    examples: [{ type: 'host-requests', requests: [{ request: requestId, player: bob, digits: '47' }] }],
  },
  hosting: {
    about:
      'You have become a host, on this connection and all later ones with your secret, or are none any more: the first host has revoked you, or your seat is given up.',
    examples: [
      { type: 'hosting', host: true },
      { type: 'hosting', host: false },
    ],
  },
  hosts: {
    about: `The browsers that are hosts, ${LIMITS.hosts} at most. Sent to the first host only, whenever they change. Revoke one with [\`revoke-host\`](#revoke-host).`,
    examples: [
      {
        type: 'hosts',
        hosts: [
          { host: firstId, made: 'opened', at: start - 60_000, first: true },
          { host: hostId, made: 'granted', at: start + 9000, player: bob },
        ],
      },
    ],
  },
} satisfies DocumentedAll<PeopleServerMessage>
