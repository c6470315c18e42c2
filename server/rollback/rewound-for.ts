import { LIMITS } from '../../shared/limits.ts'
import { FORGOTTEN_NAMED, type Forgotten, type ForkPoint, type Rewound } from '../../shared/rewound.ts'

/** The `rewound` message for a player, or for a screen (`undefined`). `forgotten`: all forgotten writes. */
export function rewoundFor(
  forkPoint: ForkPoint,
  forgotten: readonly Forgotten[],
  player: string | undefined,
): Rewound {
  const oldestFirst = [...forgotten].sort((a, b) => a.epoch - b.epoch || a.version - b.version)
  // Another node may have known later writes.
  const { epoch } = forkPoint.from
  const known = oldestFirst.filter((one) => one.epoch === epoch).at(-1)?.version ?? 0
  const from = { epoch, version: Math.max(forkPoint.from.version, known) }
  const own = player === undefined ? [] : oldestFirst.filter((one) => one.player === player)
  return {
    type: 'rewound',
    ...forkPoint,
    from,
    deposits: sumOf(forgotten.filter(({ amount }) => amount > 0)),
    withdrawals: sumOf(forgotten.filter(({ amount }) => amount < 0)),
    forgotten: oldestFirst.slice(-FORGOTTEN_NAMED),
    yours: own.slice(-LIMITS.history),
  }
}

const sumOf = (all: readonly Forgotten[]) => ({
  count: all.length,
  sum: all.reduce((sum, { amount }) => sum + amount, 0),
})
