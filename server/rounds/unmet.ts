import type { Lesson, Need } from '../lessons/lesson.ts'
import { roomKeys } from '../redis/keys.ts'
import { replicasWith } from '../redis/replicas-with.ts'
import type { RoomServices } from '../transaction/room-services.ts'

/** Which of the needs of these lessons this server meets. */
export async function needsMet(
  lessons: readonly Lesson[],
  services: RoomServices,
  code: string,
): Promise<ReadonlySet<Need>> {
  const asked = [...new Set(lessons.flatMap(({ needs = [] }) => needs))]
  const met = await Promise.all(asked.map((need) => isMet(need, services, code)))
  return new Set(asked.filter((_, i) => met[i]))
}

async function isMet(need: Need, services: RoomServices, code: string): Promise<boolean> {
  switch (need) {
    case 'two-nodes':
      return services.nodes.names.length > 1
    case 'own-strategies':
      return services.ownStrategies === true
    case 'replica':
      return ((await replicasWith(services.wires.ioredis, roomKeys(code).room)) ?? 0) > 0
    default:
      return need satisfies never
  }
}
