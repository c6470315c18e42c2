import type { Entry } from '../../../../shared/journal.ts'

/** Texts about one lost update and its picture. */
export interface SceneTexts {
  reads(balance: number): string
  writes(balance: number): string
  /** Between a read and its write. */
  thinks(ms: number): string
  /** The same where there is little room. */
  pause(ms: number): string
  /** A write that has read nothing first. */
  readsNothing: string
  /** The player of this page, as the name of a lane. */
  you: string
  /** The picture in words, one line for each event. `who` may be the text of `you`. */
  told: {
    read(who: string, balance: number): string
    write(who: string, balance: number): string
    lost(who: string, balance: number): string
    killer(who: string, balance: number): string
  }
  /** What is gone: "Bo's withdrawal of $150 is forgotten." */
  gone(lost: Entry, who: string): string
  /** Why: which write came over it, and what its player had read. */
  cause(lost: Entry, by: Entry, victim: string, killer: string): string
}
