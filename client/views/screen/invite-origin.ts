const HERE = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])

/** Whether only this machine can open it. */
export const isHere = (origin: string): boolean => HERE.has(new URL(origin).hostname)

/** The address phones can reach: not this machine's own name for itself. */
export function inviteOrigin(
  location: Pick<Location, 'hostname' | 'origin'>,
  origins: readonly string[],
): string {
  return HERE.has(location.hostname) ? (origins[0] ?? location.origin) : location.origin
}
