// npm pack and npm publish call this. Builds, and writes npm-shrinkwrap.json: a package-lock.json is never part of a
// package, and overrides count only in one's own project. `--undo` removes it: npm would prefer it to package-lock.json.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, ROOT } from './build.mjs'

const SHRINKWRAP = join(ROOT, 'npm-shrinkwrap.json')

/** The lock without the packages that only the build needs. */
export function shrinkwrapOf(lock) {
  const kept = Object.entries(lock.packages).filter(([, { dev, devOptional }]) => !dev && !devOptional)
  return {
    ...lock,
    packages: Object.fromEntries(kept.map(([path, one]) => [path, path === '' ? rootOf(one) : one])),
  }
}

const rootOf = ({ devDependencies: _, ...root }) => root

if (process.argv.includes('--undo')) rmSync(SHRINKWRAP, { force: true })
else if (process.env.npm_lifecycle_event === 'prepack') {
  build()
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
  writeFileSync(SHRINKWRAP, `${JSON.stringify(shrinkwrapOf(lock), null, 2)}\n`)
}
