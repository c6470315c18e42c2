/** Letters that are written from right to left: Hebrew, Arabic, Syriac, Thaana, NKo, Adlam and their relatives. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * A name to be put into a sentence. One with right-to-left letters is enclosed in a first-strong isolate (UAX 9), so
 * that it turns neither the sentence around it nor a number beside it. In the page, `<bdi>` does the same.
 */
export function isolated(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name
}
