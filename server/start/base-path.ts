/** Addresses of the server's own, which a proxy that strips the base path could not tell from the base path. */
const OURS = ['api', 'assets', 'healthz', 'ws']

/**
 * The path that the game lives below, as it stands in addresses: `/bank`, or '' for the root of the host. Slashes at
 * either end may be missing. Throws an `Error` whose message says what to write.
 */
export function parseBasePath(text: string): string {
  if (/^[a-z]:[\\/]/i.test(text)) {
    throw new Error(
      'A shell has turned the path into one of its own files. Write it without the first slash: bank.',
    )
  }
  if (/[?#\\]|^[a-z][a-z\d+.-]*:/i.test(text)) {
    throw new Error('It is only the path of the address, as in /bank; the host belongs to --public-url.')
  }
  const parts = text.trim().split('/').filter(Boolean).map(decoded)
  if (parts.some((part) => part === '.' || part === '..' || /[\s/]|\p{Cc}/u.test(part))) {
    throw new Error('Write a plain path, as in /bank or /games/bank.')
  }
  if (OURS.includes(parts[0] ?? '')) {
    throw new Error(
      `It cannot begin with ${OURS.map((own) => `/${own}`).join(', ')}: these are addresses of the server.`,
    )
  }
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('')
}

/** The address with the base path at its end, unless it has it already. */
export function withBasePath(address: string, basePath: string): string {
  const plain = address.replace(/\/+$/, '')
  return basePath === '' || new URL(plain).pathname === basePath ? plain : plain + basePath
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new Error(`"${part}" is no part of a path: a percent sign is written as %25.`)
  }
}
