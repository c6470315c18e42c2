import { COPIES, EXTRA_READ, proveCopies } from './copied.ts'

proveCopies(
  true,
  (Object.keys(COPIES) as (keyof typeof COPIES)[]).filter((kind) => kind !== EXTRA_READ),
)
