import { createSocket } from 'node:dgram'

/** These addresses belong to no host, so the default route leads to them, if any route does. */
const ELSEWHERE = [
  ['udp4', '198.51.100.1'],
  ['udp6', '2001:db8::1'],
] as const

/** This machine's own addresses on the default routes of IPv4 and IPv6. Nothing is sent: UDP only looks up the route. */
export async function defaultRouteAddresses(): Promise<string[]> {
  const found = await Promise.all(ELSEWHERE.map(([family, address]) => localAddressTo(family, address)))
  return found.filter((address) => address !== undefined)
}

/** `undefined` when there is no such route. Rejects when no file descriptor is left to ask with. */
function localAddressTo(family: 'udp4' | 'udp6', address: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(family)
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close()
      if (error.code === 'EMFILE' || error.code === 'ENFILE') reject(error)
      else resolve(undefined)
    })
    // With a callback, `connect` would call it with an error, too.
    socket.once('connect', () => {
      const local = socket.address().address
      socket.close()
      resolve(local)
    })
    socket.connect(9, address)
  })
}
