import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { RoomCopy } from '../../server/journal/room-copy.ts'
import { SEGMENT } from '../../server/redis/keys.ts'
import type { Entry } from '../../shared/journal.ts'
import { type Bank, openBank, recorded } from '../support/bank.ts'
import { openTestEngine } from '../support/engines.ts'
import { redisServerPath } from '../support/machine.ts'

describe.skipIf(!redisServerPath && !process.env.CI)(
  'a copy whose Redis is replaced by one that was behind',
  () => {
    let engine: Engine
    let bank: Bank
    let copy: RoomCopy
    beforeAll(async () => {
      engine = await openTestEngine('local')
    })
    beforeEach(async () => {
      bank = await openBank('ioredis', engine.url)
      copy = new RoomCopy(bank.wire, bank.code, 1, 100, () => {})
    })
    afterEach(() => bank.close())
    afterAll(() => engine.close())

    async function book(times: number, amount = 1): Promise<Entry[]> {
      const booked: Entry[] = []
      for (let i = 0; i < times; i++) {
        const receipt = await recorded(bank, bank.tx('ana', amount)).incrBy(amount)
        if (receipt === 'conflict' || receipt.outcome !== 'applied') throw new Error('not booked')
        booked.push(receipt.entry)
      }
      return booked
    }
    /** Copies the account, and answers a function that puts it back. */
    async function kept(): Promise<() => Promise<void>> {
      const { balance, version, expected, journal } = bank.keys
      const keys = [balance, version, expected, journal(0), journal(1)]
      const copies = await Promise.all(
        keys.map((key) => bank.wire.command(['COPY', key, `${key}:kept`, 'REPLACE'])),
      )
      return async () => {
        for (const [i, key] of keys.entries())
          await bank.wire.command(copies[i] ? ['COPY', `${key}:kept`, key, 'REPLACE'] : ['DEL', key])
      }
    }
    const hear = (entries: readonly (Entry | undefined)[]) => {
      for (const entry of entries) if (entry) copy.receive(entry)
    }

    it('finds the same history while nothing happens, and while others write', async () => {
      expect(await copy.compare()).toBe('same')
      const entries = await book(3)
      hear(entries.slice(0, 2))
      expect(copy.confirmedVersion).toBe(0)
      expect(await copy.compare()).toBe('same')
      expect([copy.version, copy.confirmedVersion]).toEqual([3, 3])
    })

    it('finds another history with fewer, as many, or more versions', async () => {
      await book(2)
      const putBack = await kept()
      await book(3)
      for (const bookings of [0, 3, 7]) {
        copy = new RoomCopy(bank.wire, bank.code, 1, 100, () => {})
        await putBack()
        await book(3)
        expect(await copy.compare()).toBe('same')
        await putBack()
        await book(bookings)
        expect([bookings, await copy.compare()]).toEqual([bookings, 'other'])
      }
    })

    it('finds another history even after an entry of it that seems to follow its own', async () => {
      await book(2)
      const putBack = await kept()
      expect(await copy.compare()).toBe('same')
      hear(await book(3))
      expect(copy.version).toBe(5)
      await putBack()
      // Of the six, only the fourth, version 6, is heard: the connection was just coming back.
      hear((await book(6)).slice(-3).slice(0, 1))
      expect(copy.version).toBe(6)
      expect(await copy.compare()).toBe('other')
    })

    it('takes no entry whose expected balance does not follow from its own history', async () => {
      await book(2)
      const putBack = await kept()
      await book(3)
      expect(await copy.compare()).toBe('same')
      await putBack()
      const last = (await book(4, 7)).at(-1)
      expect(last?.version).toBe(copy.version + 1)
      hear([last])
      await copy.catchUp(last?.version ?? 0)
      expect(copy.version).toBe(5)
      expect(await copy.compare()).toBe('other')
    })

    it('does not fill a gap with entries of another history', async () => {
      await book(2)
      const putBack = await kept()
      await book(3)
      expect(await copy.compare()).toBe('same')
      await putBack()
      const last = (await book(8)).at(-1)
      hear([last])
      await copy.catchUp(last?.version ?? 0)
      expect(copy.version).toBe(5)
      expect(await copy.compare()).toBe('other')
    })

    it('finds another history beyond the end of a segment, too', async () => {
      await book(SEGMENT - 2)
      const putBack = await kept()
      await book(4)
      expect(await copy.compare()).toBe('same')
      expect(copy.confirmedVersion).toBe(SEGMENT + 2)
      await putBack()
      await book(2)
      expect(copy.version).toBe(SEGMENT + 2)
      expect(await copy.compare()).toBe('other')
    })

    it('follows the journal from the end of a segment to the next', async () => {
      await book(SEGMENT)
      expect(await copy.compare()).toBe('same')
      await book(1)
      expect(await copy.compare()).toBe('same')
      expect([copy.version, copy.confirmedVersion]).toEqual([SEGMENT + 1, SEGMENT + 1])
    })
  },
)
