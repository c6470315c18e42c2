/** Text without line breaks between a minus and its dollars. */
export function UnbrokenAmounts({ text }: { text: string }) {
  return (
    <>
      {text
        .split(/(−\$[\d,]+)/)
        .map((part, index) => (index % 2 === 1 ? <span class="unbroken">{part}</span> : part))}
    </>
  )
}
