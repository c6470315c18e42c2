const HERE = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])

/** Whether only this machine can open an address. */
export const isHere = (origin: string): boolean => HERE.has(new URL(origin).hostname)

/** An address that phones can reach, with the base path: `localhost` is replaced by the first of the server's `origins`. */
export function inviteOrigin(
  location: Pick<Location, 'hostname' | 'origin'>,
  origins: readonly string[],
  basePath: string,
): string {
  const here = location.origin + basePath
  return HERE.has(location.hostname) ? (origins[0] ?? here) : here
}
