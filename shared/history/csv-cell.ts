/** One cell by RFC 4180. Texts are made harmless; `undefined` is empty. */
export function csvCell(value: string | number | boolean | undefined): string {
  if (value === undefined) return ''
  return quoted(typeof value === 'string' ? inert(value) : String(value))
}

/** In quotes when it has to be. */
export const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** A spreadsheet takes a text that begins like this for a formula and runs it: `=HYPERLINK(…)` as a nickname. */
export const inert = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
