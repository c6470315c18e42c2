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

it('output is passed on line by line, also when it arrives in pieces', () => {
  const { lines, print } = output()
  print('one\ntw')
  print('o\n\nthree')
  expect(lines).toEqual(['one', 'two'])
  print('\n')
  expect(lines).toEqual(['one', 'two', 'three'])
})

it('too many lines at once are left out with one note, and lines appear again later', () => {
  const { lines, print, wait } = output()
  for (let i = 0; i < 1000; i++) print(`${i}\n`)
  expect(lines).toHaveLength(41)
  expect(lines.at(-1)).toBe('… more lines are left out')
  wait(1000)
  print('again\nand\nagain\n')
  expect(lines.slice(41)).toEqual(['again', 'and', '… more lines are left out'])
})

it('a line that never ends is cut to 400 characters', () => {
  const { lines, print } = output()
  for (let i = 0; i < 100; i++) print('x'.repeat(10_000))
  print('\n')
  expect(lines).toEqual([`${'x'.repeat(400)}…`])
})
