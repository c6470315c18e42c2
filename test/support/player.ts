import { nanoid } from 'nanoid'
import { WebSocket } from 'ws'
import { type ClientMessage, PROTOCOL, type Seat, type ServerMessage } from '../../shared/protocol.ts'

type OfType<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>

/** A client of the protocol over a real WebSocket, for tests. It keeps every message in `log`. */
export class TestClient {
  readonly log: ServerMessage[] = []
  closed: { code: number; reason: string } | undefined
  readonly socket: WebSocket
  #checks = new Set<() => void>()

  constructor(port: number) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/ws`)
    this.socket.on('message', (data) => {
      this.log.push(JSON.parse(String(data)) as ServerMessage)
      for (const check of [...this.#checks]) check()
    })
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) }
      for (const check of [...this.#checks]) check()
    })
    this.socket.on('error', () => {})
  }

  static async connect(port: number): Promise<TestClient> {
    const client = new TestClient(port)
    await client.next('greeted')
    return client
  }

  send(message: ClientMessage): void {
    this.socket.send(JSON.stringify(message))
  }

  /** Resolves as soon as `found` answers a value, now or after a later message. Rejects when the connection ends. */
  until<T>(found: () => T | undefined | false, what = 'something'): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const value = found()
        if (value !== undefined && value !== false) {
          this.#checks.delete(check)
          resolve(value)
        } else if (this.closed) {
          this.#checks.delete(check)
          reject(new Error(`closed with ${this.closed.code} while waiting for ${what}`))
        }
      }
      this.#checks.add(check)
      check()
    })
  }

  /** The first message of the type that fits. */
  next<T extends ServerMessage['type']>(
    type: T,
    fits: (message: OfType<T>) => boolean = () => true,
  ): Promise<OfType<T>> {
    return this.until(
      () =>
        this.log.find((message): message is OfType<T> => message.type === type && fits(message as OfType<T>)),
      type,
    )
  }

  /** The code of the first error, or of the first one about a message type. */
  async error(re?: string): Promise<string> {
    return (await this.next('error', (message) => re === undefined || message.re === re)).code
  }

  async enter(code: string, seat: Seat, hostToken?: string): Promise<OfType<'entered'>> {
    this.send({ type: 'enter', protocol: PROTOCOL, code, seat, ...(hostToken && { hostToken }) })
    const entered = await this.next('entered')
    await this.next('snapshot')
    return entered
  }

  fire(amount: number, epoch = 1, tx: string = nanoid()): string {
    this.send({ type: 'fire', tx, amount, epoch })
    return tx
  }

  settled(tx: string): Promise<OfType<'settled'>> {
    return this.next('settled', (message) => message.tx === tx)
  }

  /** Resolves with the account as last told, once it fits. */
  account(fits: (account: OfType<'frame'>['account']) => boolean): Promise<OfType<'frame'>['account']> {
    return this.until(() => {
      const last = this.log.findLast((message) => message.type === 'frame' || message.type === 'snapshot')
      return last && fits(last.account) ? last.account : undefined
    }, 'the account')
  }

  close(): void {
    this.socket.terminate()
  }
}
