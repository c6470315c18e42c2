import { Unusable } from './setting.ts'

/** Addresses of the server's own, which a proxy that strips the base path could not tell from the base path. */
const OURS = ['api', 'assets', 'healthz', 'ws']

/**
 * The path that the game lives below, as it stands in addresses: `/bank`, or '' for the root of the host. Slashes at
 * either end may be missing. Throws `Unusable`.
 */
export function basePath(text: string): string {
  if (/^[a-z]:[\\/]/i.test(text)) {
    const last = text.split(/[\\/]/).filter(Boolean).at(-1)
    throw new Unusable('A shell has made a file of its own of the path. Leave out the first slash.', last)
  }
  if (/[?#\\]|^[a-z][a-z\d+.-]*:/i.test(text)) {
    throw new Unusable('It is only the path of the address; the host belongs to --public-url.', pathOf(text))
  }
  const parts = text.trim().split('/').filter(Boolean).map(decoded)
  if (parts.some((part) => part === '.' || part === '..' || /[\s/]|\p{Cc}/u.test(part))) {
    throw new Unusable('It is no plain path.', '/bank')
  }
  if (OURS.includes(parts[0] ?? '')) {
    throw new Unusable(
      `The server has an address of that name of its own: /${parts[0]}.`,
      `/bank-${parts[0]}`,
    )
  }
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('')
}

/** The path of a whole address, if it has one. */
function pathOf(text: string): string {
  const pathname = URL.canParse(text) ? new URL(text).pathname : ''
  return pathname.startsWith('/') && pathname !== '/' ? pathname : '/bank'
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new Unusable(`"${part}" is no part of a path: a percent sign is written as %25.`, '/bank')
  }
}
