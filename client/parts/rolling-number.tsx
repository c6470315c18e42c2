/** Each digit is a column that rolls to its new value; other characters are plain text. */
export function RollingNumber({ text }: { text: string }) {
  const glyphs = [...text]
  return (
    <span class="rolling">
      {glyphs.map((glyph, index) => {
        // Counted from the right, so that each digit keeps its place when the number gets longer.
        const key = glyphs.length - index
        if (glyph >= '0' && glyph <= '9') return <Digit key={`d${key}`} value={Number(glyph)} />
        return (
          <span key={`${glyph}${key}`} class={isNarrow(glyph) ? 'comma' : undefined}>
            {glyph}
          </span>
        )
      })}
    </span>
  )
}

/** A separator of groups, which is drawn narrower than a digit. */
const isNarrow = (glyph: string): boolean => /[,.\s]/.test(glyph)

function Digit({ value }: { value: number }) {
  return (
    <span class="reel">
      <span class="reel-strip" style={{ transform: `translateY(${-10 * value}%)` }} />
    </span>
  )
}

/** The width of such a number, in em. */
export function emsOf(text: string): number {
  return [...text].reduce((sum, glyph) => sum + (isNarrow(glyph) ? 0.34 : 0.545), 0)
}
