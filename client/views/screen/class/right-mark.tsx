/** Says that an answer is right: by a sign, and where there is room by a word; not only by a colour. */
export function RightMark({ text }: { text?: string }) {
  return (
    <span class="right-mark">
      <svg viewBox="0 0 12 10" aria-hidden="true" focusable="false">
        <path d="M1 5.5l3.2 3.2L11 1.2" />
      </svg>
      {text}
    </span>
  )
}
