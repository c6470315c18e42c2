/** A running server, as clients outside the browser reach it. */
export interface ServerAddress {
  /** Without a slash at the end. */
  http: string
  socket: string
}

/** `http://host:3000/bank/` as the two addresses below it; `undefined` when it is no address of HTTP. */
export function serverAddress(text: string): ServerAddress | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, host, pathname } = new URL(text)
  if (!/^https?:$/.test(protocol)) return undefined
  const below = `${host}${pathname.replace(/\/+$/, '')}`
  return { http: `${protocol}//${below}`, socket: `${protocol.replace('http', 'ws')}//${below}/ws` }
}
