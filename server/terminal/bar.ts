const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** `share` from 0 to 1 as a bar of blocks, `width` characters for the whole; any share above 0 is visible. */
export function barText(share: number, width: number): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * width * 8)) : 0
  const drawn = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '')
  return drawn.padEnd(width)
}
