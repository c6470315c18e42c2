/** The folder of `--strategies`: it has to be read before one can say which strategies there are to choose from. */
export function ownFolder(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) => /^--strategies(=|$)/.test(word))
  const [, value] = argv[at]?.split(/=(.*)/s, 2) ?? []
  return at === -1 ? undefined : (value ?? argv[at + 1])
}
