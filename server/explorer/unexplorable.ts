/** The strategy cannot be explored: it hangs, is not the same each time, or fails. The message is for its author. */
export class Unexplorable extends Error {
  override readonly name = 'Unexplorable'
}

/** The schedule is none, or not one of this strategy in this scenario. The message says where it stops to fit. */
export class ScheduleUnfit extends Error {
  override readonly name = 'ScheduleUnfit'
  readonly code = 'schedule-unfit'
}

/** A command only asks again and again. What was explored before that was known counts nothing: it is begun again. */
export class PollFound extends Error {
  override readonly name = 'PollFound'
  readonly command: string
  constructor(command: string) {
    super(`the command ${command} only asks again`)
    this.command = command
  }
}
