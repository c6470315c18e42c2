/** Whether the answer of a write is a booking. */
export const isApplied = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'outcome' in answer && answer.outcome === 'applied'
