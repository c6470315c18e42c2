import { expect, it } from 'vitest'
import { fileText } from '../../server/catalogue/file-text.ts'

const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

it.each<[string, Buffer]>([
  ['UTF-8', Buffer.from('a\nü\n')],
  ['UTF-8 with \\r\\n', Buffer.from('a\r\nü\r\n')],
  ['UTF-8 with a byte order mark', Buffer.from('\ufeffa\r\nü\n')],
  ['UTF-16 as Notepad writes it', Buffer.from('\ufeffa\r\nü\r\n', 'utf16le')],
  ['UTF-16 with the other byte order', bigEndian('\ufeffa\nü\n')],
])('a file in %s has the same text', (_, bytes) => {
  expect(fileText(bytes)).toBe('a\nü\n')
})
