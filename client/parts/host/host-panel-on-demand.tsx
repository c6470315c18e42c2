import { NOT_LOADED, onDemand } from '../on-demand.tsx'

/** Only a host opens it, and it is much of the page. */
export const HostPanel = onDemand(
  () => import('./host-panel.tsx').then(({ HostPanel }) => HostPanel),
  NOT_LOADED,
)
