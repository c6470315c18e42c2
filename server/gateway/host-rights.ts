import { BankError } from '../../shared/errors.ts'
import type { KnownHost } from '../fanout/session.ts'
import { hashSecret } from '../room/secret.ts'

/** What one connection is as a host of its room. */
export class HostRights {
  #id: string | undefined
  #revoked = false
  /** The hash of the secret with which it has asked to be made a host. */
  #asked: string | undefined

  constructor(id: string | undefined) {
    this.#id = id
  }

  /** The id of the host that it is. */
  get id(): string | undefined {
    return this.#id
  }

  /** It asks to be a host with this secret, and is one as soon as the room has a host with it. */
  ask(secret: string): void {
    this.#asked = hashSecret(secret)
  }

  /** Takes over what the room's hosts say. Answers whether it has become a host, or is none any more. */
  follow(hosts: readonly KnownHost[]): boolean {
    const mine = hosts.find(({ id, secretHash }) => id === this.#id || secretHash === this.#asked)
    const changed = (mine === undefined) !== (this.#id === undefined)
    if (changed) this.#revoked = mine === undefined
    this.#id = mine?.id
    return changed
  }

  /** The id of the host that it is. Throws `BankError`. */
  require(): string {
    if (this.#id === undefined) throw new BankError(this.#revoked ? 'host-revoked' : 'not-host')
    return this.#id
  }
}
