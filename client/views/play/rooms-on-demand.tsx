import { NOT_LOADED, onDemand } from '../../parts/on-demand.tsx'

/** A room in free play. */
export const FreeRoom = onDemand(() => import('./free-room.tsx').then(({ FreeRoom }) => FreeRoom), NOT_LOADED)

/** A room with a lesson or a round. */
export const ClassRoom = onDemand(
  () => import('./class/class-room.tsx').then(({ ClassRoom }) => ClassRoom),
  NOT_LOADED,
)
