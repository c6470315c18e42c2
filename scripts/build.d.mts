export const ROOT: string
export function build(options?: { force?: boolean }): void
