import { describe, expect, it } from 'vitest'
import { readLines } from '../../../client/board/read-lines.ts'

const TEXT = '{"kind":"begin","title":"WATCH, GET → SET −50"}\n{"done":0.5}\n\n{"kind":"end"}\n'
const LINES = [{ kind: 'begin', title: 'WATCH, GET → SET −50' }, { done: 0.5 }, { kind: 'end' }]

/** A stream of `bytes` in pieces of `size`; `left` resolves when its reader cancels it. */
function streamOf(
  bytes: Uint8Array,
  size: number,
): { body: ReadableStream<Uint8Array>; left: Promise<void> } {
  let at = 0
  let leave = () => {}
  const left = new Promise<void>((resolve) => {
    leave = resolve
  })
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(at, at + size))
      at += size
    },
    cancel: () => leave(),
  })
  return { body, left }
}

async function all(text: string, size: number): Promise<unknown[]> {
  const lines: unknown[] = []
  for await (const line of readLines(streamOf(new TextEncoder().encode(text), size).body)) lines.push(line)
  return lines
}

describe('a stream of lines', () => {
  it.each([1, 2, 3, 7, 1000])('is the same in pieces of %i bytes that may split characters', async (size) => {
    expect(await all(TEXT, size)).toEqual(LINES)
  })

  it('can end without a line break', async () => {
    expect(await all(TEXT.trimEnd(), 5)).toEqual(LINES)
  })

  it('throws when it is an HTML page', async () => {
    await expect(all('<!doctype html>\n', 100)).rejects.toThrow(SyntaxError)
  })

  it('yields a line as soon as it is complete', async () => {
    const lines = readLines(
      new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{"done":1}\n{"half')),
      }),
    )
    expect(await lines.next()).toEqual({ done: false, value: { done: 1 } })
  })

  it('is cancelled when its reader stops', async () => {
    const { body, left } = streamOf(new TextEncoder().encode(TEXT), 4)
    for await (const _ of readLines(body)) break
    await left
  })
})
