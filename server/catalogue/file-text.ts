/**
 * The text of a file that a person has saved, with `\n` between its lines. Editors on Windows write `\r\n` and a byte
 * order mark, and Notepad and PowerShell may write UTF-16.
 */
export function fileText(bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  // TextDecoder drops the byte order mark.
  return new TextDecoder(encoding).decode(bytes).replaceAll('\r\n', '\n')
}
