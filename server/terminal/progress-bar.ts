import type { WriteStream } from 'node:tty'
import { barText } from './bar.ts'

const WIDTH = 32
const EVERY_MS = 100

export interface ProgressBar {
  /** `words` stand after the bar. */
  show(done: number, words?: string): void
  /** Removes it. */
  clear(): void
}

/** One line that is overwritten again and again; prints nothing when the stream is not a terminal. */
export function progressBar(stream: Pick<WriteStream, 'write' | 'isTTY'>, total: number): ProgressBar {
  let shownAt = 0
  return {
    show(done, words = `${done} of ${total} runs`) {
      if (!stream.isTTY || (Date.now() - shownAt < EVERY_MS && done < total)) return
      shownAt = Date.now()
      stream.write(`\r  ${barText(done / total, WIDTH)}  ${words}`)
    },
    clear() {
      if (stream.isTTY && shownAt > 0) stream.write('\r\x1b[2K')
    },
  }
}
