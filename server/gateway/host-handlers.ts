import { BankError } from '../../shared/errors.ts'
import type { ClientMessage, Requested, ServerMessage } from '../../shared/protocol.ts'
import type { Wire } from '../redis/wire.ts'
import { type HostRecord, loadHosts, revokeHost, useHostLink } from '../room/host-store.ts'
import { endPlayer } from '../room/player-store.ts'
import { type Asked, answerRequest, storeRequest } from '../room/request-store.ts'
import type { Room } from '../room/room.ts'
import type { HostRights } from './host-rights.ts'

/** A connection in a room, as a player or as a screen. */
export interface Place {
  room: Room
  player: string | undefined
  rights: HostRights
}

type Message<Type extends ClientMessage['type']> = Extract<ClientMessage, { type: Type }>

/** Does what hosts ask for that concerns people: requests, players and other hosts. */
export class HostHandlers {
  readonly #wire: () => Wire

  constructor(wire: () => Wire) {
    this.#wire = wire
  }

  /** The host that a connection is, by Redis: its rights may have been revoked on another node. Throws `BankError`. */
  async require({ room, rights }: Place): Promise<HostRecord> {
    const id = rights.require()
    const host = (await loadHosts(this.#wire(), room.code)).find((one) => one.id === id)
    if (!host) throw new BankError('host-revoked')
    return host
  }

  /** A browser asks a host for something; it sends this again while it waits. */
  async request(code: string, asked: Asked): Promise<ServerMessage & Requested> {
    const { player, digits, state } = await storeRequest(this.#wire(), code, asked)
    return { type: 'requested', request: asked.request, player, digits, state }
  }

  /** A player asks to be made a host. */
  async requestHost(
    { room, rights, player }: Place & { player: string },
    { request, secret }: Message<'request-host'>,
  ): Promise<ServerMessage> {
    if (rights.id !== undefined) throw new BankError('already-host')
    rights.ask(secret)
    const requested = await this.request(room.code, { asks: 'host', request, secret, player })
    if (requested.state === 'granted') await room.hostsChanged()
    return requested
  }

  /** A page makes itself a host by a link. */
  async useLink({ room, rights, player }: Place, { link, secret }: Message<'use-host-link'>): Promise<void> {
    if (rights.id !== undefined) throw new BankError('already-host')
    rights.ask(secret)
    await useHostLink(this.#wire(), room.code, { link, secret, player })
    await room.hostsChanged()
  }

  answer({ code }: Room, request: string, granted: boolean): Promise<void> {
    return answerRequest(this.#wire(), code, request, granted)
  }

  async revoke({ code }: Room, by: HostRecord, host: string): Promise<void> {
    if (!by.first) throw new BankError('not-first-host')
    await revokeHost(this.#wire(), code, host)
  }

  /** One who is a host only the first host removes, since the rights end with the seat. */
  async kick({ code }: Room, by: HostRecord, player: string): Promise<void> {
    const hosts = by.first ? [] : await loadHosts(this.#wire(), code)
    if (hosts.some((host) => host.player === player && host.id !== by.id))
      throw new BankError('not-first-host')
    await endPlayer(this.#wire(), code, player, 'kicked')
  }
}
