import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** A name server for one name, as in Docker: each address is a server that is up; a test may change them. */
export interface NameServer {
  readonly port: number
  addresses: string[]
  close(): void
}

const HEADER = 12
const TYPE_A = 1

/** Listens on 127.0.0.1. Every name has these addresses, of type A only (RFC 1035). */
export async function openNameServer(addresses: string[]): Promise<NameServer> {
  const socket = createSocket('udp4')
  const names: NameServer = {
    addresses,
    port: 0,
    close: () => void socket.close(),
  }
  socket.on('message', (query, { port, address }) => {
    const question = questionOf(query)
    const found = question.readUInt16BE(question.length - 4) === TYPE_A ? names.addresses : []
    const header = Buffer.from(query.subarray(0, HEADER))
    // An authoritative answer: one question, one record for each address, nothing else.
    header.writeUInt16BE(0x8580, 2)
    for (const [i, count] of [1, found.length, 0, 0].entries()) header.writeUInt16BE(count, 4 + 2 * i)
    socket.send(Buffer.concat([header, question, ...found.map(answer)]), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return Object.assign(names, { port: socket.address().port })
}

/** The question of a query: the name, its type and its class. */
function questionOf(query: Buffer): Buffer {
  let at = HEADER
  while (query[at] !== 0) at += 1 + (query[at] as number)
  return query.subarray(HEADER, at + 5)
}

/** A record for the name of the question: type A, class IN, TTL 0. */
const answer = (address: string): Buffer =>
  Buffer.from([0xc0, HEADER, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)])
