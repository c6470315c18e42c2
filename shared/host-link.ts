/* A link that makes the page which opens it a host, once. The secret stands after `#`, which browsers do not send. */

const BEGINNING = '#host='

/** What is appended to the address of a room's page. */
export const hostLinkHash = (secret: string): string => `${BEGINNING}${secret}`

/** The secret in the hash of an address; `undefined` when it has none. */
export function hostLinkIn(hash: string): string | undefined {
  return hash.startsWith(BEGINNING) ? hash.slice(BEGINNING.length) : undefined
}
