import { WebSocket } from 'ws'
import { createPageStorage, type PageStorage } from '../../../client/connection/local-storage.ts'
import { createRoomSession, type RoomSession } from '../../../client/connection/room-session.ts'
import { unsettled } from '../../../client/store/own-transactions.ts'
import { initialState, type State } from '../../../client/store/state.ts'

/** The session of a page without the page: it reconnects by itself, and sends unsettled transactions again. */
export interface Visitor {
  readonly session: RoomSession
  readonly pageStorage: PageStorage
  state: State
  /** The last phase of each of its transactions, by id. */
  readonly outcomes: Map<string, string>
  /** When it lost its connection, and when it was in the room again: `performance.now()` milliseconds. */
  lostAt: number
  backAt: number
}

export const nodeOf = ({ state }: Visitor): string => state.greeted?.node ?? ''

/** As a browser has it: an error that has no listener is dropped. */
class BrowserSocket extends WebSocket {
  constructor(address: string) {
    super(address)
    this.on('error', () => {})
  }
}

/** The browser globals that a session needs; stub them with `vi.stubGlobal`. */
export const surroundings = (port: number): Record<string, unknown> => {
  const listening = { addEventListener: () => {}, removeEventListener: () => {} }
  return {
    window: { ...listening, location: { protocol: 'http:', host: `127.0.0.1:${port}` } },
    document: { ...listening, visibilityState: 'visible' },
    WebSocket: BrowserSocket,
  }
}

export function newPageStorage(): PageStorage {
  const kept = new Map<string, string>()
  return createPageStorage(() => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }))
}

/** All visitors of a test. */
export class Visitors {
  readonly all: Visitor[] = []
  readonly #checks = new Set<() => void>()

  open(code: string, as: 'player' | 'screen', pageStorage = newPageStorage()): Visitor {
    const visitor: Visitor = {
      ...{ pageStorage, state: initialState, outcomes: new Map(), lostAt: 0, backAt: 0 },
      session: createRoomSession({
        ...{ code, as, pageStorage, onOtherProtocol: () => {} },
        onFailure(error) {
          throw error
        },
        onState: (next) => this.#become(visitor, next),
      }),
    }
    this.all.push(visitor)
    return visitor
  }

  /** Resolves as soon as `fits` is true: now, or after the state of a visitor has changed. */
  until(fits: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!fits()) return
        this.#checks.delete(check)
        resolve()
      }
      this.#checks.add(check)
      check()
    })
  }

  /** Makes each player fire while fewer than two of its transactions are unsettled; the result stops it. */
  fire(players: readonly Visitor[], amount: (player: Visitor) => number, everyMs = 20): () => void {
    const firing = setInterval(() => {
      for (const player of players) {
        const { connection, own } = player.state
        if (connection.state !== 'lost' && own.filter(unsettled).length < 2)
          player.session.fire(amount(player))
      }
    }, everyMs)
    return () => clearInterval(firing)
  }

  close(): void {
    for (const { session } of this.all.splice(0)) session.close()
  }

  #become(visitor: Visitor, next: State): void {
    const before = visitor.state
    visitor.state = next
    for (const { tx, phase } of next.own) visitor.outcomes.set(tx, phase.is)
    if (before.connection.state === 'open' && next.connection.state === 'lost')
      visitor.lostAt = performance.now()
    const fresh = next.room !== before.room && next.connection.state === 'open' && next.stage.at === 'inside'
    if (fresh && visitor.lostAt > visitor.backAt) visitor.backAt = performance.now()
    for (const check of [...this.#checks]) check()
  }
}
