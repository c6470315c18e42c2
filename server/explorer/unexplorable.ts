/** The strategy cannot be explored: it hangs, is not the same each time, or fails. The message is for its author. */
export class Unexplorable extends Error {
  override readonly name = 'Unexplorable'
}

/** The schedule is invalid, or not possible for this strategy in this scenario. The message names the step. */
export class InvalidSchedule extends Error {
  override readonly name = 'InvalidSchedule'
  readonly code = 'schedule-unfit'
}

/** A command turned out to be a poll. The search starts again, since its results so far do not count. */
export class PollFound extends Error {
  override readonly name = 'PollFound'
  readonly command: string
  constructor(command: string) {
    super(`the command ${command} is a poll`)
    this.command = command
  }
}
