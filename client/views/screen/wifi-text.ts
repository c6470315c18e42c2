import type { Wifi } from '../../connection/local-storage.ts'

/**
 * What the QR code of a network says: the form that cameras of phones understand, with a backslash before characters
 * that have a meaning in it.
 */
export function wifiText({ name, password }: Wifi): string {
  const plain = (text: string): string => text.replace(/[\\;,:"]/g, '\\$&')
  const key = password === '' ? 'T:nopass;' : `T:WPA;P:${plain(password)};`
  return `WIFI:${key}S:${plain(name)};;`
}
