import { lostUpdate } from './1-lost-update.ts'
import { noPause } from './2-no-pause.ts'
import { rightBalance } from './3-right-balance.ts'
import { witness } from './4-witness.ts'
import { block } from './5-block.ts'
import { mutex } from './6-mutex.ts'
import { price } from './7-price.ts'
import { rule } from './8-rule.ts'
import { expiredLock } from './9-expired-lock.ts'
import { paidTwice } from './10-paid-twice.ts'
import { failover } from './11-failover.ts'
import { breakTheFix } from './12-break-the-fix.ts'
import type { Lesson } from './lesson.ts'

/** In the order in which they are taught: see it, be fooled by it, the fixes that are none, the fixes, their price. */
export const LESSONS: readonly Lesson[] = [
  lostUpdate,
  noPause,
  rightBalance,
  witness,
  block,
  mutex,
  price,
  rule,
  expiredLock,
  paidTwice,
  failover,
  breakTheFix,
]

export const lessonById = (id: string): Lesson | undefined => LESSONS.find((lesson) => lesson.id === id)
