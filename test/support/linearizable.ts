/** One call on an object and its result; `return` is infinite when it may never have taken effect. */
export interface Call<Op> {
  op: Op
  call: number
  return: number
}

/** The object, one operation at a time. `step` answers the next state, `undefined` for an impossible operation. */
export interface Model<State extends number | string | null, Op> {
  initial: State
  step(state: State, op: Op): State | undefined
}

/**
 * Whether the model allows an order of the calls that agrees with time. The search of Wing and Gong: any call that
 * began before the first return may take effect next; with Lowe's memory of the states that were tried. Intervals are
 * closed, so two calls that touch may be in either order.
 */
export function isLinearizable<State extends number | string | null, Op>(
  { initial, step }: Model<State, Op>,
  calls: readonly Call<Op>[],
): boolean {
  const tried = new Set<string>()
  function search(done: bigint, state: State): boolean {
    const open = calls.map((_, i) => i).filter((i) => !(done & (1n << BigInt(i))))
    if (open.every((i) => at(i).return === Number.POSITIVE_INFINITY)) return true
    const memory = `${done} ${state}`
    if (tried.has(memory)) return false
    tried.add(memory)
    const firstReturn = Math.min(...open.map((i) => at(i).return))
    return open
      .filter((i) => at(i).call <= firstReturn)
      .some((i) => {
        const next = step(state, at(i).op)
        return next !== undefined && search(done | (1n << BigInt(i)), next)
      })
  }
  const at = (i: number): Call<Op> => calls[i] as Call<Op>
  return search(0n, initial)
}

/** Knossos' model of the same name. */
export type RegisterOp = { f: ':write'; value: number } | { f: ':cas'; value: [number, number] | null }
export const casRegisterModel: Model<number | null, RegisterOp> = {
  initial: null,
  step(state, { f, value }) {
    if (f === ':write') return value
    return value !== null && value[0] === state ? value[1] : undefined
  },
}

/** Deposits that answer the balance they left. The opening balance is unknown until the first one answers. */
export type BankOp = { amount: number; balance: number | undefined; unknown: boolean }
export const bankModel: Model<number | null, BankOp> = {
  initial: null,
  step(state, { amount, balance, unknown }) {
    if (unknown) return state === null ? undefined : state + amount
    if (balance === undefined) return state
    return state === null || state + amount === balance ? balance : undefined
  },
}
