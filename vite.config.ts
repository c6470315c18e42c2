import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'

const server = `http://127.0.0.1:${process.env.BANKRUN_DEV_PORT ?? 3001}`

export default defineConfig({
  root: 'client',
  // Addresses relative to `<base>`, so that one build serves every base path.
  base: './',
  plugins: [preact({ reactAliasesEnabled: false })],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    // Nothing as a data: address, so that the server may send a strict content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/ws': { target: server, ws: true },
      '/healthz': server,
      '/api': server,
    },
  },
})
