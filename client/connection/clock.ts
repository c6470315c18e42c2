const SAMPLES = 8

/** Estimates the clock of Redis from pongs: the fastest of the last few is the most exact. */
export interface Clock {
  /** `sent` and `received` on this machine's clock, `now` on that of Redis. Returns Redis minus this machine. */
  sample(sent: number, received: number, now: number): number
}

export function createClock(): Clock {
  const samples: { trip: number; offset: number }[] = []
  return {
    sample(sent, received, now) {
      samples.push({ trip: received - sent, offset: now - (sent + received) / 2 })
      if (samples.length > SAMPLES) samples.shift()
      return samples.reduce((best, one) => (one.trip < best.trip ? one : best)).offset
    },
  }
}
