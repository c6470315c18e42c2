import { NOT_LOADED, onDemand } from '../../../parts/on-demand.tsx'

/** Only a room with a lesson or a round needs it. */
export const ClassRoom = onDemand(
  () => import('./class-room.tsx').then(({ ClassRoom }) => ClassRoom),
  NOT_LOADED,
)
