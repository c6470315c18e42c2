import { compile } from 'proxy-addr'

/**
 * The proxies whose `X-Forwarded-For` is believed: addresses and networks (`10.0.0.0/8`), separated by commas, or
 * `loopback`, `linklocal` and `uniquelocal`. Throws an `Error` whose message says what to write.
 */
export function parseTrustProxy(text: string): string[] {
  const proxies = text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  for (const one of proxies) {
    try {
      compile(one)
    } catch {
      throw new Error(
        `"${one}" is no address. Write those of your proxies: 10.0.0.5, 10.0.0.0/8, loopback; separated by commas.`,
      )
    }
  }
  return proxies
}
