import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'

/** Says it once in the log when this process may open no more files and connections. */
export interface DescriptorWatch {
  /** Tries whether one more can be opened. Node turns connections away without an event when there is none left. */
  probe(): void
  /** Looks at an error of something that could not be opened. */
  failed(error: unknown): void
}

const SENTENCE =
  'This process has as many files and connections open as it may, so it turns new ones away. Raise the limit before the start: ulimit -n 8192, or LimitNOFILE=8192 for systemd.'

export function createDescriptorWatch(log: (sentence: string) => void): DescriptorWatch {
  let said = false
  const failed = (error: unknown): void => {
    const { code } = error as NodeJS.ErrnoException
    if (said || (code !== 'EMFILE' && code !== 'ENFILE')) return
    said = true
    log(SENTENCE)
  }
  return {
    failed,
    probe() {
      if (said) return
      try {
        closeSync(openSync(devNull, 'r'))
      } catch (error) {
        failed(error)
      }
    },
  }
}
