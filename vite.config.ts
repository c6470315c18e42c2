import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'

type ModuleInfo = (id: string) => { importers: readonly string[] } | null

/** Whether the file `root` needs the module: imports lead from it to the module, and none of them is dynamic. */
function isNeededBy(root: string, id: string, moduleInfo: ModuleInfo, seen = new Set<string>()): boolean {
  if (id.endsWith(root)) return true
  if (seen.has(id)) return false
  seen.add(id)
  return (moduleInfo(id)?.importers ?? []).some((importer) => isNeededBy(root, importer, moduleInfo, seen))
}

/**
 * Code that is loaded together, in one file each: what such parts share would otherwise be many small files.
 * A module is in the first of these files for which all roots of one row need it.
 */
const FILES: readonly { name: string; neededBy: readonly (readonly string[])[] }[] = [
  {
    name: 'first',
    neededBy: [
      ['client/main.tsx'],
      ['home/home.tsx', 'play/free-room.tsx'],
      ['join/join.tsx', 'play/free-room.tsx'],
      ['join/join.tsx', 'class/class-room.tsx'],
    ],
  },
  { name: 'room', neededBy: [['play/free-room.tsx', 'class/class-room.tsx']] },
  { name: 'scene', neededBy: [['home/home.tsx', 'class/class-room.tsx']] },
  { name: 'free-room', neededBy: [['play/free-room.tsx']] },
  { name: 'class-room', neededBy: [['class/class-room.tsx']] },
  { name: 'join', neededBy: [['join/join.tsx']] },
]

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
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: FILES.map(({ name, neededBy }, index) => ({
            name: (id: string, modules: { getModuleInfo: ModuleInfo }) =>
              neededBy.some((roots) =>
                roots.every((root) => isNeededBy(root, id, (of) => modules.getModuleInfo(of))),
              )
                ? name
                : null,
            debugName: name,
            priority: FILES.length - index,
            test: /\.tsx?$|\.m?js$/,
          })),
        },
      },
    },
  },
  server: {
    proxy: {
      '/ws': { target: server, ws: true },
      '/healthz': server,
      '/api': server,
    },
  },
})
