import { BankError } from '../../shared/errors.ts'
import type { SettingsChange } from '../../shared/protocol.ts'
import { roomKeys } from '../redis/keys.ts'
import { replicasWith } from '../redis/replicas-with.ts'
import type { RoomServices } from '../transaction/room-services.ts'

/** Throws `BankError` when this server cannot run a room with these settings. */
export async function checkSettings(
  { catalogue, wires }: RoomServices,
  code: string,
  settings: SettingsChange,
): Promise<void> {
  if (settings.strategy !== undefined) {
    const entry = catalogue.get(settings.strategy)
    if (!entry) throw new BankError('unknown-strategy')
    if (entry.card.needs) throw new BankError('redis-lacks-command', entry.card.needs)
  }
  if (settings.durable && !(await replicasWith(wires.ioredis, roomKeys(code).room)))
    throw new BankError('no-replica')
}
