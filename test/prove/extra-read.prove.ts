import { EXTRA_READ, proveCopies } from './copied.ts'

// These copies have by far the most orders, so they have a file, and a processor, of their own.
proveCopies(true, [EXTRA_READ])
