import { expect, it } from 'vitest'
import { createBoundedOutput } from '../../server/own-strategies/bounded-output.ts'

function output() {
  const lines: string[] = []
  let at = 0
  const print = createBoundedOutput(
    (line) => void lines.push(line),
    () => at,
  )
  const wait = (ms: number): void => {
    at += ms
  }
  return { lines, print, wait }
}

it('what a strategy prints comes by the line, however it is cut', () => {
  const { lines, print } = output()
  print('one\ntw')
  print('o\n\nthree')
  expect(lines).toEqual(['one', 'two'])
  print('\n')
  expect(lines).toEqual(['one', 'two', 'three'])
})

it('more lines than one can read are left out, which is said once, until there is time again', () => {
  const { lines, print, wait } = output()
  for (let i = 0; i < 1000; i++) print(`${i}\n`)
  expect(lines).toHaveLength(41)
  expect(lines.at(-1)).toBe('… more lines are left out')
  wait(1000)
  print('again\nand\nagain\n')
  expect(lines.slice(41)).toEqual(['again', 'and', '… more lines are left out'])
})

it('a line without an end is cut, and kept no longer than that', () => {
  const { lines, print } = output()
  for (let i = 0; i < 100; i++) print('x'.repeat(10_000))
  print('\n')
  expect(lines).toEqual([`${'x'.repeat(400)}…`])
})
