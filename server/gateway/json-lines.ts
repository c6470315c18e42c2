import { once } from 'node:events'
import type { ServerResponse } from 'node:http'

/** A streamed answer: one JSON value a line, each sent as soon as it is there. */
export interface JsonLines {
  /** Aborts when the client has disconnected. */
  readonly disconnected: AbortSignal
  /** Sends a line. Resolves when the client can take the next one. */
  send(line: object): Promise<void>
  end(): void
}

export function answerInLines(response: ServerResponse): JsonLines {
  const disconnected = new AbortController()
  response.on('close', () => disconnected.abort())
  response.on('error', () => disconnected.abort())
  response.writeHead(200, {
    'content-type': 'application/x-ndjson',
    'cache-control': 'no-store',
    // Tells a proxy to pass on each line at once.
    'x-accel-buffering': 'no',
  })
  return {
    disconnected: disconnected.signal,
    async send(line) {
      if (disconnected.signal.aborted || response.write(`${JSON.stringify(line)}\n`)) return
      await once(response, 'drain', { signal: disconnected.signal }).catch(() => {})
    },
    end: () => void response.end(),
  }
}
