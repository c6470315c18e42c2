export const SLOTS = 16384

/** CRC16 as Redis Cluster uses it (XMODEM: polynomial 0x1021, initial value 0). */
function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1
    crc &= 0xffff
  }
  return crc
}

/** The slot of a key or of a sharded channel. If it has a first {…} that is not empty, only that part counts. */
export function slotOf(key: string): number {
  const open = key.indexOf('{')
  const close = key.indexOf('}', open + 1)
  const tag = open !== -1 && close > open + 1 ? key.slice(open + 1, close) : key
  return crc16(Buffer.from(tag)) % SLOTS
}
