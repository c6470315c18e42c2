// @ts-check
// Plain JavaScript for the reason the embedded engine's worker has: it is an entry of its own.
import { parentPort } from 'node:worker_threads'
import swc from '@swc/wasm-typescript'

parentPort?.on('message', ({ file, source }) => {
  try {
    const { code } = swc.transformSync(source, { mode: 'strip-only', module: true, filename: file })
    parentPort?.postMessage({ code })
  } catch (error) {
    const { code, message, startLine } = /** @type {any} */ (error)
    // Anything else is the parser's own end: after a stack that overflowed it answers nothing any more.
    if (code !== 'InvalidSyntax' && code !== 'UnsupportedSyntax') throw error
    parentPort?.postMessage({ message, line: startLine })
  }
})
parentPort?.postMessage('ready')
