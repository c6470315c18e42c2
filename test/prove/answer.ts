/** Whether what a write answered is a booking. */
export const isApplied = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'outcome' in answer && answer.outcome === 'applied'
