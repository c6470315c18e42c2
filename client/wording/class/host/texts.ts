import type { en } from './en.ts'

/** What the host's row and the host's panel say about lessons, rounds and bots. */
export type HostTexts = typeof en
