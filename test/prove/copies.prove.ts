import { proveCopies } from './copied.ts'

proveCopies(true)
