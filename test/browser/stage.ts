import type { Page } from 'playwright-core'
import type { ClientMessage, Player, ServerMessage } from '../../shared/protocol.ts'
import type { ClassView } from '../../shared/rounds/class-messages.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import type { TestRoom } from '../support/server.ts'
import type { Pages, Visit } from './pages.ts'

/** A page of a real room whose class is made up by the test: what the server says about lessons and rounds is held back. */
export interface Stage {
  page: Page
  /** What the page has sent about the class. */
  sent: ClientMessage[]
  /** Resolves when the page has entered: again after a reload. */
  inside(): Promise<void>
  /** Shows this phase; a record is told before it, as on entering. */
  show(view: ClassView, record?: RoundRecord): Promise<void>
}

/** Types of messages about the class, from either side. */
const ABOUT_CLASS = new Set([
  ...['class', 'round-over', 'lessons'],
  ...['lead', 'answer', 'give-hint', 'set-bots', 'read-lessons', 'speak'],
])

interface StageOptions extends Omit<Visit, 'prepare'> {
  /** The page is the host's. */
  host?: boolean
  /** Shown beside the room's players. */
  players?: readonly Player[]
}

export async function openStage(
  pages: Pages,
  base: string,
  room: Pick<TestRoom, 'code' | 'hostToken'>,
  { host = true, players, stored, ...visit }: StageOptions,
): Promise<Stage> {
  const sent: ClientMessage[] = []
  let tell: (message: ServerMessage) => void = () => {}
  let inside: () => void = () => {}
  let entered = Promise.resolve()
  let connected: () => void = () => {}
  /** The page's next connection, and its first snapshot. */
  const entering = () =>
    new Promise<void>((resolve) => {
      connected = resolve
    }).then(() => entered)
  let arriving = entering()
  const prepare = (page: Page) =>
    page.routeWebSocket(/\/ws$/, (socket) => {
      const server = socket.connectToServer()
      entered = new Promise((resolve) => {
        inside = resolve
      })
      connected()
      tell = (message) => socket.send(JSON.stringify(message))
      socket.onMessage((text) => {
        const message = JSON.parse(String(text)) as ClientMessage
        if (ABOUT_CLASS.has(message.type)) sent.push(message)
        else server.send(text)
      })
      server.onMessage((text) => {
        const message = JSON.parse(String(text)) as ServerMessage
        if (ABOUT_CLASS.has(message.type)) return
        if (players && 'players' in message && message.players)
          message.players = [...message.players, ...players]
        socket.send(JSON.stringify(message))
        if (message.type === 'snapshot') inside()
      })
    })
  const page = await pages.open(`${base}/r/${room.code}/screen`, {
    ...visit,
    stored: { ...stored, ...(host && { [`bankrun:host:${room.code}`]: JSON.stringify(room.hostToken) }) },
    prepare,
  })
  await arriving
  arriving = entering()
  return {
    ...{ page, sent },
    async inside() {
      await arriving
      arriving = entering()
    },
    async show(view, record) {
      if (record) tell({ type: 'round-over', record })
      tell({ type: 'class', ...view })
      const paused = view.left !== undefined
      await page.locator(`.class-screen[data-phase="${view.phase}"][data-paused="${paused}"]`).waitFor()
    },
  }
}
