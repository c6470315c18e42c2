// Compresses the built page, so that the server need not: brotli for HTTPS, gzip for plain HTTP, as on most LANs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** Fonts are compressed already; the server writes and compresses index.html when it starts. */
const WORTH_IT = /^assets[\\/].*\.(js|css|svg)$/

/** Writes a .br and a .gz beside each file that gets smaller. */
export function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!WORTH_IT.test(name)) continue
    const plain = readFileSync(join(folder, name))
    for (const [ending, coded] of [
      ['.br', brotliCompressSync(plain)],
      ['.gz', gzipSync(plain, { level: 9 })],
    ]) {
      if (coded.length < plain.length) writeFileSync(join(folder, name + ending), coded)
    }
  }
}
