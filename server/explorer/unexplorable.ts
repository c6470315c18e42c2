/** The strategy cannot be explored: it hangs, is not the same each time, or fails. The message is for its author. */
export class Unexplorable extends Error {
  override readonly name = 'Unexplorable'
}

/** The schedule is none, or not one of this strategy in this scenario. The message says where it stops to fit. */
export class ScheduleUnfit extends Error {
  override readonly name = 'ScheduleUnfit'
  readonly code = 'schedule-unfit'
}
