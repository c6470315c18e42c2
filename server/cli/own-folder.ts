/** The folder of `--strategies`: it is read before the other flags, because it decides which strategies exist. */
export function ownFolder(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) => /^--strategies(=|$)/.test(word))
  const [, value] = argv[at]?.split(/=(.*)/s, 2) ?? []
  return at === -1 ? undefined : (value ?? argv[at + 1])
}
