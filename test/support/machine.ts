import { networkInterfaces } from 'node:os'
import { findOnPath } from '../../server/engine/find-on-path.ts'

const first = (...names: string[]) => names.map((name) => findOnPath(name)).find(Boolean)

/** A Redis or Valkey server on this machine's PATH. */
export const redisServerPath: string | undefined = first('redis-server', 'valkey-server')
/** A browser of the Chromium family on this machine's PATH. */
export const chromiumPath: string | undefined = first('chromium', 'chromium-browser', 'google-chrome')
/** The proxy of docker-compose.yml on this machine's PATH, or where Debian has it. */
export const haproxyPath: string | undefined = findOnPath('haproxy', {
  PATH: `${process.env.PATH}:/usr/sbin`,
})
/** Proxies of other makers, for the parts of docs/deploying.md that describe them. */
export const nginxPath: string | undefined = findOnPath('nginx', { PATH: `${process.env.PATH}:/usr/sbin` })
export const caddyPath: string | undefined = first('caddy')
/** Whether this machine has IPv6 at all; in many containers it is turned off. */
export const hasIpv6: boolean = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1')
