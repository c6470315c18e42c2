import { NOT_LOADED, onDemand } from '../on-demand.tsx'

/** Only after a failover of Redis. */
export const ForgottenStrip = onDemand(
  () => import('./forgotten-strip.tsx').then(({ ForgottenStrip }) => ForgottenStrip),
  NOT_LOADED,
)
