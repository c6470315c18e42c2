// @ts-check
// Plain JavaScript, because it is an entry of its own: the tests start it from here, the product from dist/
// (tsc copies it there), and Node 20 cannot run TypeScript in a worker.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { parentPort } from 'node:worker_threads'
import {
  attachSession,
  createRedisCommandExecutor,
  defineCommand,
  RedisResult,
  RedisServerState,
  RedisValue,
  SocketConnectionTransport,
  t,
} from 'js-redis-server/core'

/**
 * Any web page may POST to a port of this machine, and the lines of the body would be read as commands.
 * Redis hangs up on `POST` and on `Host:`; so do we.
 * @param {string} name
 */
const hangUpOn = (name) =>
  defineCommand({
    name,
    schema: t.object({ words: t.variadic(t.bulk()) }),
    flags: ['noscript'],
    keys: () => [],
    execute: () => RedisResult.create(RedisValue.simpleString('BYE'), { close: true, omitReply: true }),
  })

const state = new RedisServerState({ databaseCount: 16 })
const executor = createRedisCommandExecutor({ extraCommands: [hangUpOn('post'), hangUpOn('host:')] })

// Our own server: the library's listens on every interface, and without noDelay a pipelined batch takes 44 ms.
const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
  const clientAddress = `${socket.remoteAddress}:${socket.remotePort}`
  attachSession(new SocketConnectionTransport(socket), { state, executor, clientAddress })
})

server.listen(0, '127.0.0.1')
// Loads Lua now, so that the first player does not wait for it.
await Promise.all([once(server, 'listening'), state.getLuaRuntime()])
const address = server.address()
if (address !== null && typeof address === 'object') parentPort?.postMessage(address.port)
