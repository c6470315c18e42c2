/** Texts about lessons and rounds that several pages show. */
export interface CommonTexts {
  /** The steps of a round, for the row of steps. */
  steps: { question: string; talk: string; race: string; why: string }
  lessonOf(number: number, of: number): string
  /** What a screen reader says of the time: `30 seconds left`. */
  secondsLeft(seconds: number): string
  expected: string
  actual: string
  /** A player of whom the page knows no name. */
  aPlayer: string
  /** A player whom the host has removed. */
  removedPlayer: string
  /** Writes that no player made. */
  outside: string
}
