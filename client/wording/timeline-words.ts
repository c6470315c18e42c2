/** How long ago the right edge of a held timeline is: `14 s ago`, `2 min ago`. */
export function agoText(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds} s ago` : `${Math.floor(seconds / 60)} min ago`
}

/** Why the timeline stands still. `chosen`: a person has pressed a loss in the list. */
export const heldText = (chosen: boolean): string =>
  chosen
    ? 'The moment of this loss. Press it again to go on.'
    : 'The last loss. It goes on with the next press.'
