import { once } from 'node:events'
import type { ServerResponse } from 'node:http'

/** An answer that goes on: one JSON value a line, each as soon as it is there. */
export interface JsonLines {
  /** Fires when whoever asked has gone. */
  readonly gone: AbortSignal
  /** Waits until the client has taken what was told. */
  tell(line: object): Promise<void>
  end(): void
}

export function answerInLines(response: ServerResponse): JsonLines {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  response.on('error', () => gone.abort())
  response.writeHead(200, {
    'content-type': 'application/x-ndjson',
    'cache-control': 'no-store',
    // A proxy is not to hold it back until it is whole.
    'x-accel-buffering': 'no',
  })
  return {
    gone: gone.signal,
    async tell(line) {
      if (gone.signal.aborted || response.write(`${JSON.stringify(line)}\n`)) return
      await once(response, 'drain', { signal: gone.signal }).catch(() => {})
    },
    end: () => void response.end(),
  }
}
