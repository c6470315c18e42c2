// npm run docs
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, ROOT } from './build.mjs'

build()
const page = pathToFileURL(join(ROOT, 'dist', 'server', 'docs', 'protocol-page.js'))
const { protocolPage } = await import(page.href)
mkdirSync(join(ROOT, 'docs'), { recursive: true })
writeFileSync(join(ROOT, 'docs', 'protocol.md'), protocolPage())
console.log('  docs/protocol.md is written.')
