import { once } from 'node:events'
import type { ServerResponse } from 'node:http'

/** A streamed answer: one JSON value a line, each sent as soon as it is there. */
export interface JsonLines {
  /** Fires when the client has gone. */
  readonly disconnected: AbortSignal
  /** Sends a line. Resolves when the client can take the next one. */
  send(line: object): Promise<void>
  end(): void
}

export function answerInLines(response: ServerResponse): JsonLines {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  response.on('error', () => gone.abort())
  response.writeHead(200, {
    'content-type': 'application/x-ndjson',
    'cache-control': 'no-store',
    // Tells a proxy to pass on each line at once.
    'x-accel-buffering': 'no',
  })
  return {
    disconnected: gone.signal,
    async send(line) {
      if (gone.signal.aborted || response.write(`${JSON.stringify(line)}\n`)) return
      await once(response, 'drain', { signal: gone.signal }).catch(() => {})
    },
    end: () => void response.end(),
  }
}
