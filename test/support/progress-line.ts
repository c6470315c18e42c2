import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** Milliseconds between two lines where the output is not a terminal. */
const EVERY_MS = 15_000

/** Prints how far `npm run prove` is: one line on a terminal, which it rewrites, and a line now and then in a log. */
export class ProgressLine implements Reporter {
  readonly #startedAt = performance.now()
  #files = 0
  #filesDone = 0
  #tests = 0
  #failed = 0
  #printedAt = 0
  readonly #running = new Set<string>()

  onTestRunStart(files: readonly unknown[]): void {
    this.#files = files.length
  }

  onTestModuleStart({ relativeModuleId }: TestModule): void {
    this.#running.add(relativeModuleId)
    this.#print()
  }

  onTestCaseResult(test: TestCase): void {
    this.#tests += 1
    if (test.result().state === 'failed') this.#failed += 1
    this.#print()
  }

  onTestModuleEnd({ relativeModuleId }: TestModule): void {
    this.#running.delete(relativeModuleId)
    this.#filesDone += 1
    this.#print()
  }

  onTestRunEnd(): void {
    if (process.stderr.isTTY) process.stderr.write('\n')
  }

  #print(): void {
    const now = performance.now()
    const { isTTY } = process.stderr
    if (!isTTY && now - this.#printedAt < EVERY_MS) return
    this.#printedAt = now
    const seconds = Math.round((now - this.#startedAt) / 1000)
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    const running = [...this.#running].map((path) => path.replace(/^test\/|\.prove\.ts$/g, '')).join(', ')
    const line = `${time}  ${this.#filesDone} of ${this.#files} files, ${this.#tests} tests, ${this.#failed} failed: ${running}`
    process.stderr.write(isTTY ? `\r\x1b[2K${line.slice(0, process.stderr.columns)}` : `${line}\n`)
  }
}
