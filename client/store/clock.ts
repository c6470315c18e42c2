const SAMPLES = 8

/** What one ping and its pong say of the clock of Redis. */
export interface ClockSample {
  /** Milliseconds there and back. */
  trip: number
  /** Redis time minus this machine's, in milliseconds, if both ways took equally long. */
  offset: number
}

/** Adds a pong that was received at `received`; `sent` and `received` are on this machine's clock, `now` is Redis time. */
export function withSample(
  samples: readonly ClockSample[],
  { sent, now }: { sent: number; now: number },
  received: number,
): readonly ClockSample[] {
  return [...samples, { trip: received - sent, offset: now - (sent + received) / 2 }].slice(-SAMPLES)
}

/** The offset of the sample that came back fastest: it is the most exact one. 0 without samples. */
export function offsetBy([first, ...more]: readonly ClockSample[]): number {
  return first ? more.reduce((best, one) => (one.trip < best.trip ? one : best), first).offset : 0
}
