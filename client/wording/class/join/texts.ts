import type { en } from './en.ts'

/** What the door of a room says. */
export type JoinTexts = typeof en
