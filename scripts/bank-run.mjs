#!/usr/bin/env node
// bank-run: the program of the package when it is installed. It runs what was built when the package was made.
import { checkNode, endWith, runModule } from './run-module.mjs'

const MODULES = new Map([
  ['start', 'main.js'],
  ['demo', 'cli/demo/main.js'],
  ['explore', 'cli/explore/explore-main.js'],
  ['matrix', 'cli/explore/matrix-main.js'],
  ['failover', 'cli/failover/main.js'],
  ['swarm', 'cli/swarm/main.js'],
  ['report', 'cli/report/main.js'],
])

checkNode()
// Help and error messages name this command.
process.env.BANKRUN_INSTALLED = '1'
const [first = 'start', ...rest] = process.argv.slice(2)
const isFlag = first.startsWith('-')
const module = MODULES.get(isFlag ? 'start' : first)
if (!module) endWith(`There is no command "${first}". The commands are: ${[...MODULES.keys()].join(', ')}.`)
await runModule(module, isFlag ? [first, ...rest] : rest)
