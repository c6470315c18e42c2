/**
 * A Redis URL that is safe to print: the password becomes `***`, the rest stays readable. Works on text, since
 * a malformed URL holds a password, too: all up to the last `@` counts as credentials, so that an unescaped
 * `/`, `#` or `@` in a password gives nothing away.
 */
export function maskUrl(url: string): string {
  return url
    .replace(/([?&]password=)[^&]*/gi, '$1***')
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)?(.*)@/is, (_all, scheme: string | undefined, credentials: string) => {
      const colon = credentials.indexOf(':')
      return `${scheme ?? ''}${colon < 0 ? '' : `${credentials.slice(0, colon)}:`}***@`
    })
    .replace(/^([a-z][a-z0-9+.-]*:\/\/):[^@]*$/is, '$1:***')
}
