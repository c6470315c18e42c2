import { NOT_LOADED, onDemand } from '../on-demand.tsx'

/** Only a host needs it. */
export const HostRow = onDemand(() => import('./host-row.tsx').then(({ HostRow }) => HostRow), NOT_LOADED)
