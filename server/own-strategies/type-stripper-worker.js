// @ts-check
// Plain JavaScript because it is an entry point of its own, like the embedded engine's worker.
import { parentPort } from 'node:worker_threads'
import swc from '@swc/wasm-typescript'

parentPort?.on('message', ({ file, source }) => {
  try {
    const { code } = swc.transformSync(source, { mode: 'strip-only', module: true, filename: file })
    parentPort?.postMessage({ code })
  } catch (error) {
    const { code, message, startLine } = /** @type {any} */ (error)
    // Any other error has broken the parser: after a stack overflow it never answers again.
    if (code !== 'InvalidSyntax' && code !== 'UnsupportedSyntax') throw error
    parentPort?.postMessage({ message, line: startLine })
  }
})
parentPort?.postMessage('ready')
