import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { nanoid } from 'nanoid'
import type { Wire } from '../../server/redis/wire.ts'

/** One command as `MONITOR` shows it. `from`: the address of its client, or `lua`. */
export interface Monitored {
  from: string
  command: string
  args: string[]
}

/** All commands that a Redis carries out, in its order. */
export class Monitor {
  readonly lines: Monitored[] = []
  readonly #socket: Socket
  #rest = ''

  private constructor(socket: Socket) {
    this.#socket = socket
  }

  static open(url: string): Promise<Monitor> {
    const { hostname, port } = new URL(url)
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write('MONITOR\r\n'))
      const monitor = new Monitor(socket)
      socket.setEncoding('latin1')
      socket.on('error', reject)
      socket.on('data', (text: string) => {
        for (const line of monitor.#split(text)) {
          if (line === '+OK') resolve(monitor)
          else monitor.lines.push(parsed(line))
        }
      })
    })
  }

  #split(text: string): string[] {
    const lines = (this.#rest + text).split('\r\n')
    this.#rest = lines.pop() ?? ''
    return lines
  }

  /** Resolves when all commands until now are in `lines`. */
  async caughtUp(wire: Wire): Promise<void> {
    const mark = nanoid()
    await wire.command(['ECHO', mark])
    while (!this.lines.some(({ command, args }) => command === 'ECHO' && args[0] === mark))
      await once(this.#socket, 'data')
  }

  close(): void {
    this.#socket.destroy()
  }
}

/** `+1339518083.107412 [0 127.0.0.1:60866] "set" "key" "a \"quoted\" value"` */
function parsed(line: string): Monitored {
  const [, from = '', rest = ''] = /^\+[\d.]+ \[\d+ (\S+)\] (.*)$/.exec(line) ?? []
  const [command = '', ...args] = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
    text.replace(/\\(x[0-9a-f]{2}|.)/g, (_, escaped: string) => unescaped(escaped)),
  )
  return { from, command: command.toUpperCase(), args }
}

const NAMED: Record<string, string> = { n: '\n', r: '\r', t: '\t', a: '\u0007', b: '\b' }
const unescaped = (escaped: string): string =>
  escaped.length === 3
    ? String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    : (NAMED[escaped] ?? escaped)
