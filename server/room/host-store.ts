import { nanoid } from 'nanoid'
import { z } from 'zod'
import { BankError } from '../../shared/errors.ts'
import { LIMITS } from '../../shared/limits.ts'
import { KEPT_SECONDS, roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import type { Command, Wire } from '../redis/wire.ts'
import { ADD_LINK, ADOPT, REVOKE, USE_LINK } from './host-scripts.ts'
import { hashSecret, matches, newSecret } from './secret.ts'

/** A browser that is a host of a room. */
const HostRecord = z.object({
  id: z.string(),
  secretHash: z.string(),
  made: z.enum(['opened', 'link', 'granted']),
  /** The player on it when it became a host. Its rights end when that player leaves or is removed. */
  player: z.string().optional(),
  /** When it became a host, in milliseconds on the clock of Redis; 0 if an older version recorded it. */
  at: z.number().default(0),
  /** It can revoke the others, and is never revoked. */
  first: z.literal(true).optional(),
})
export type HostRecord = z.infer<typeof HostRecord>

/** Made here and not by the browser, so that no browser can have the id of another. */
export const newHostId = (): string => nanoid()

/** The host that opens a room, as it is stored; the script adds the time. */
export const openingHost = (secret: string): Omit<HostRecord, 'at'> => ({
  ...{ id: newHostId(), secretHash: hashSecret(secret), made: 'opened', first: true },
})

const runOn = (wire: Wire) => (command: Command) => wire.command(command)
const throwIfError = (code: unknown): void => {
  if (code !== null) throw new BankError(code as BankError['code'])
}

/** All hosts of the room, the first one first. */
export async function loadHosts(wire: Wire, code: string): Promise<HostRecord[]> {
  const texts = (await wire.command(['HVALS', roomKeys(code).hosts])) as string[]
  const hosts = texts.map((text) => HostRecord.parse(JSON.parse(text)))
  return hosts.sort((a, b) => Number(b.first ?? false) - Number(a.first ?? false) || a.at - b.at)
}

/** The host with that secret. Each is compared, in a time that does not depend on the secret. */
export const hostOf = (hosts: readonly HostRecord[], secret: string): HostRecord | undefined =>
  hosts.filter(({ secretHash }) => matches(secret, secretHash))[0]

/** Stores the host of a room that an older version recorded, as this version stores hosts. */
export async function adoptHost(wire: Wire, code: string): Promise<void> {
  const { room, hosts } = roomKeys(code)
  await runScript(runOn(wire), ADOPT, [room, hosts], [newHostId(), String(KEPT_SECONDS)])
}

/** Makes a link that makes one browser a host. Answers its secret. Throws `BankError` `unknown-room`. */
export async function createHostLink(wire: Wire, code: string): Promise<string> {
  const { room, hostLinks } = roomKeys(code)
  const secret = newSecret()
  const asked = [hashSecret(secret), String(KEPT_SECONDS)]
  if ((await runScript(runOn(wire), ADD_LINK, [room, hostLinks], asked)) !== 1)
    throw new BankError('unknown-room')
  return secret
}

/** Makes the browser with that secret a host by a link. Throws `BankError`. */
export async function useHostLink(
  wire: Wire,
  code: string,
  { link, secret, player }: { link: string; secret: string; player: string | undefined },
): Promise<void> {
  const { room, hosts, hostLinks, channel } = roomKeys(code)
  const host = { id: newHostId(), secretHash: hashSecret(secret), made: 'link', ...(player && { player }) }
  const asked = [hashSecret(link), JSON.stringify(host), channel, String(KEPT_SECONDS), String(LIMITS.hosts)]
  throwIfError(await runScript(runOn(wire), USE_LINK, [room, hosts, hostLinks], asked))
}

/** Throws `BankError`. */
export async function revokeHost(wire: Wire, code: string, id: string): Promise<void> {
  const { room, hosts, channel } = roomKeys(code)
  throwIfError(await runScript(runOn(wire), REVOKE, [room, hosts], [id, channel]))
}
