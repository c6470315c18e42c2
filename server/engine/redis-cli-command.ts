import type { EndpointOf } from './endpoint.ts'

/** The command line to look inside: the password is asked for, never shown. */
export function redisCliCommand(
  { at, database, access }: EndpointOf<'single'>,
  { cluster, caFile }: { cluster: boolean; caFile: string | undefined },
): string {
  const words = ['redis-cli', '-h', at.host, '-p', String(at.port)]
  if (access.username) words.push('--user', access.username)
  if (access.password) words.push('--askpass')
  if (database !== 0) words.push('-n', String(database))
  if (access.tls) words.push('--tls')
  if (access.tls && caFile) words.push('--cacert', caFile)
  if (cluster) words.push('-c')
  return words
    .map((word) => (/^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ')
}
