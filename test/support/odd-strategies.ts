import type { Account, Strategy } from '../../server/account/account.ts'
import { DECOY } from './witness.ts'

const BLIND = `redis.call('SET', KEYS[1], ARGV[1])`
const LOOKS = `redis.call('GET', KEYS[1]) redis.call('SET', KEYS[1], ARGV[1])`
const FORGETS = `return redis.call('GET', KEYS[1]) and nil`

type Update = Strategy['update']
const strategy = (title: string, update: Update, more: Partial<Strategy> = {}): Strategy => ({
  title,
  update,
  ...more,
})

/** Strategies as people write them, which go wrong in every way there is. */
export const ODD_STRATEGIES: Record<string, Strategy> = {
  'blind-sum': strategy('GET, think, EVAL SET', async (account, { amount }, step) => {
    const seen = await account.get()
    await step('read', seen)
    return account.eval(BLIND, seen.balance + amount)
  }),
  'blind-value': strategy('EVAL SET', (account, { amount }) => account.eval(BLIND, amount)),
  twice: strategy('INCRBY of twice the amount', (account, { amount }) => account.incrBy(2 * amount)),
  decoy: strategy(
    'GET, think, EVAL that looks and SETs the sum of before',
    async (account, { amount }, step) => {
      const seen = await account.get()
      await step('read', seen)
      return account.eval(LOOKS, seen.balance + amount, Number(DECOY))
    },
  ),
  forgets: strategy('EVAL that forgets its SET', (account) => account.eval(FORGETS)),
  refuses: strategy('no', async () => 'rejected'),
  compensate: strategy(
    'INCRBY, look, take back',
    async (account, { amount }, step) => {
      await step('think')
      const booked = await account.incrBy(amount)
      const { balance } = await account.get()
      return amount < 0 && balance < account.floor ? account.takeBack() : booked
    },
    { takesBack: true },
  ),
  'compensate-by-hand': strategy(
    'INCRBY, look, INCRBY back without the key',
    async <R>(account: Account<R>, { amount }: { amount: number }) => {
      const booked = await account.incrBy(amount)
      const { balance } = await account.get()
      if (amount > 0 || balance >= account.floor) return booked
      await account.withoutKey.incrBy(-amount)
      return 'rejected' as const
    },
  ),
}
