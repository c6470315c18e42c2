import { compile } from 'proxy-addr'
import { Unusable } from './setting.ts'

/**
 * The proxies whose `X-Forwarded-For` is believed: addresses and networks (`10.0.0.0/8`), separated by commas, or
 * `loopback`, `linklocal` and `uniquelocal`. Throws `Unusable`.
 */
export function trustProxy(text: string): string[] {
  const proxies = text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  for (const one of proxies) {
    try {
      compile(one)
    } catch {
      throw new Unusable(
        `"${one}" is no address. Name those of your proxies, separated by commas; loopback, linklocal and uniquelocal are the local ones.`,
        '10.0.0.5,10.1.0.0/16',
      )
    }
  }
  return proxies
}
