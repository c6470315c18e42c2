import { duration } from './duration.ts'
import { LIMITS } from './limits.ts'
import { PACE } from './pace.ts'
import { SERVER_FULL, WRONG_PROTOCOL } from './page-errors.ts'

export interface ErrorRow {
  /** What happened and what to do, for people. */
  message: string
  /** True when it is certain that nothing of the request took effect. */
  definite: boolean
  /** The connection is closed with this WebSocket code. */
  close?: number
}

/** Every error a client can get, and the only place where they are written down. */
export const ERRORS = {
  'bad-json': { message: 'That frame is not JSON. Send one JSON object per text frame.', definite: true },
  'bad-message': { message: 'That message is not part of the protocol.', definite: true },
  'binary-frame': { message: 'Binary frames are not part of the protocol. Send text.', definite: true },
  'frame-too-large': {
    message: `A frame may hold ${LIMITS.frameBytes} bytes at most.`,
    definite: true,
    close: 1009,
  },
  'too-many-bad-messages': { message: 'Too many malformed messages.', definite: true, close: 1008 },
  'wrong-protocol': WRONG_PROTOCOL,
  'unknown-room': {
    message: `There is no room with that code. It may have expired: rooms end ${duration(PACE.keptMs)} after their last use, and those of a server without a Redis of your own when it stops.`,
    definite: true,
  },
  'room-full': { message: `The room is full: it holds ${LIMITS.players} players.`, definite: true },
  'bad-nickname': {
    message: 'That nickname cannot be used.',
    definite: true,
  },
  'nickname-taken': { message: 'That nickname is taken in this room. Choose another.', definite: true },
  'nickname-away': {
    message: `The player of that name was here and is away. The name is free after ${duration(PACE.nameKeptMs)}.`,
    definite: true,
  },
  'nickname-alike': {
    message:
      'That nickname looks like the one of another player in this room, in letters of another alphabet. Choose another.',
    definite: true,
  },
  'cannot-resume': {
    message: 'You left this room, or this seat is another browser’s. Join again with a nickname.',
    definite: true,
  },
  'already-entered': { message: 'This connection is in a room already. Send `leave` first.', definite: true },
  'not-in-room': { message: 'Enter a room first.', definite: true },
  'not-a-player': { message: 'Only players can do that; this connection just watches.', definite: true },
  'not-host': { message: 'Only the host can do that.', definite: true },
  'host-revoked': {
    message: 'This browser is no longer a host: the first host has revoked it.',
    definite: true,
  },
  'not-first-host': { message: 'Only the first host can do that.', definite: true },
  'unknown-host': {
    message: 'No such browser is a host of this room, or it is the first host, which stays.',
    definite: true,
  },
  'too-many-hosts': {
    message: `This room has ${LIMITS.hosts} hosts. The first host can revoke one.`,
    definite: true,
  },
  'already-host': { message: 'This browser is a host of this room already.', definite: true },
  'unknown-host-link': {
    message: 'This link makes no browser a host of this room. Copy it again, to its last character.',
    definite: true,
  },
  'host-link-used': {
    message:
      'This link was used: it works once, and another browser is a host by it. A host can make you one, too.',
    definite: true,
  },
  'unknown-player': { message: 'No such player is in the room.', definite: true },
  'player-is-here': {
    message: 'That player is in the room, in another browser. Close the room there, then ask again.',
    definite: true,
  },
  'unknown-request': {
    message: 'That request is over: its browser no longer asks, or another host has answered.',
    definite: true,
  },
  'request-refused': {
    message: `A host has just refused this. Ask again after ${duration(PACE.refusedMs)}.`,
    definite: true,
  },
  'unknown-strategy': { message: 'This server has no strategy of that name.', definite: true },
  'strategy-broken': {
    message: 'This strategy cannot be used right now: its file has to be fixed first.',
    definite: true,
  },
  'redis-lacks-command': {
    message: 'This strategy cannot run on the Redis in use.',
    definite: true,
  },
  'unknown-node': { message: 'No server process of that name is up.', definite: true },
  'chaos-not-allowed': {
    message: 'That server process may not be killed: it was started without --allow-chaos.',
    definite: true,
  },
  'no-replica': {
    message: `No replica of this Redis confirmed a write within ${duration(PACE.confirmMs)}, so there is none to wait for: it has no replicas, or they are far behind.`,
    definite: true,
  },
  'moved-on': {
    message: 'The room has gone on meanwhile, so this had no effect. Look at what it does now.',
    definite: true,
  },
  'not-now': { message: 'That has no place in what the room does now.', definite: true },
  'unknown-lesson': { message: 'This server has no such lesson.', definite: true },
  'lesson-unmet': { message: 'This server lacks something that the lesson needs.', definite: true },
  'no-question': { message: 'The room asks no question now, or the time for answers is up.', definite: true },
  'already-answered': { message: 'Your first answer stands: another one was sent before.', definite: true },
  'bad-answer': { message: 'That is not an answer to this question.', definite: true },
  'no-round': { message: 'No round is running. Wait until the next one begins.', definite: true },
  'rounds-used-up': {
    message: `A room has ${LIMITS.rounds} rounds at most. Make a new room for more.`,
    definite: true,
  },
  'all-fired': { message: 'You have used all your transactions of this round.', definite: true },
  'amount-not-in-round': { message: 'This round takes other amounts: those on the buttons.', definite: true },
  'round-is-on': {
    message: 'The settings stay as they are until the round is over.',
    definite: true,
  },
  'too-many-bots': {
    message: `Players and bots together are ${LIMITS.players} at most.`,
    definite: true,
  },
  'bots-used-up': { message: 'This server runs no more bots: other rooms have them all.', definite: true },
  'too-many-in-flight': {
    message: `You have ${LIMITS.inFlight} transactions under way. Wait until one of them is settled.`,
    definite: true,
  },
  'slow-down': { message: 'Too many messages at once. Wait a moment and send it again.', definite: true },
  'bank-closed': {
    message: 'The bank is closed: the server cannot reach Redis. Nothing was booked. Try again in a moment.',
    definite: true,
  },
  'server-full': SERVER_FULL,
  'in-doubt': {
    message: 'Redis did not answer, so it is not known whether this took effect. Send it again.',
    definite: false,
  },
  internal: { message: 'The server made a mistake and logged it.', definite: false },
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof ERRORS

/** A refusal that reaches a client as an `error` message. */
export class BankError extends Error {
  readonly code: ErrorCode
  /** `detail` is appended to the table's sentence; a `sentence` stands for it. */
  constructor(code: ErrorCode, detail?: string | { sentence: string }) {
    const { message } = ERRORS[code]
    super(typeof detail === 'object' ? detail.sentence : detail ? `${message} ${detail}` : message)
    this.name = 'BankError'
    this.code = code
  }
}
