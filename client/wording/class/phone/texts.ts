import type { en } from './en.ts'

/** What a player's page says in a lesson. */
export type PhoneTexts = typeof en
