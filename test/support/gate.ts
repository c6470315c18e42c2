import type { Step } from '../../server/account/account.ts'

/** Holds transactions at their first pause until the test lets them go on, one by one. */
export class Gate {
  #held: { name: string; go: () => void }[] = []
  #waiting: { count: number; resolve: () => void }[] = []

  /** The seam of one transaction: its first pause is held, later ones (after a conflict) are not. */
  step(name: string): Step {
    let first = true
    return async () => {
      if (!first) return
      first = false
      await new Promise<void>((go) => {
        this.#held.push({ name, go })
        this.#waiting = this.#waiting.filter(({ count, resolve }) => {
          if (this.#held.length < count) return true
          resolve()
          return false
        })
      })
    }
  }

  /** Resolves when `count` transactions are held. */
  async held(count: number): Promise<void> {
    if (this.#held.length < count)
      await new Promise<void>((resolve) => this.#waiting.push({ count, resolve }))
  }

  release(name: string): void {
    this.#held.find((one) => one.name === name)?.go()
    this.#held = this.#held.filter((one) => one.name !== name)
  }
}
