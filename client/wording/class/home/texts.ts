import type { en } from './en.ts'

/** What the first page and the list of lessons say. */
export type HomeTexts = typeof en
