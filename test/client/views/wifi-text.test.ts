import { expect, it } from 'vitest'
import { wifiText } from '../../../client/views/screen/wifi-text.ts'

it.each([
  ['Room 214', 'secret-1', 'WIFI:T:WPA;P:secret-1;S:Room 214;;'],
  ['Guests', '', 'WIFI:T:nopass;S:Guests;;'],
  ['a;b:c,d', 'x\\y"z', 'WIFI:T:WPA;P:x\\\\y\\"z;S:a\\;b\\:c\\,d;;'],
])('the network %j with the password %j is a QR code of %j', (name, password, text) => {
  expect(wifiText({ name, password })).toBe(text)
})
