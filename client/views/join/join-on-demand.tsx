import { NOT_LOADED, onDemand } from '../../parts/on-demand.tsx'

/** A player with a stored seat does not need it. */
export const Join = onDemand(() => import('./join.tsx').then(({ Join }) => Join), NOT_LOADED)
