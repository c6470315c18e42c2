import { proveCopies } from './copied.ts'

proveCopies(false)
