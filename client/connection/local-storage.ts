import { LIMITS } from '../../shared/limits.ts'
import { storageKey } from '../router/base-path.ts'
import type { Pending } from '../store/own-transactions.ts'

/** A player's place in a room, and the secret that proves it. */
export interface SavedSeat {
  player: string
  secret: string
  /** The nickname when the page last knew; older pages did not store it. */
  nickname?: string
}
/** A seat that the page has made up and asked for. */
export type JoiningSeat = Required<SavedSeat>

/** Where phones shall come. A typed address holds on every network, a listed one while the server lists it. */
export interface InviteAddress {
  origin: string
  typed: boolean
}

/** How far lessons are, by id. */
export type Progress = Readonly<Record<string, 'begun' | 'done'>>
/** The network that phones have to be in; its password is '' when it has none. */
export interface Wifi {
  name: string
  password: string
}

/** What a page stores between visits. When the browser refuses to store, it lasts until the page is closed. */
export interface PageStorage {
  seat(code: string): SavedSeat | undefined
  keepSeat(code: string, seat: SavedSeat | undefined): void
  /** The new seat that the page is asking for, until it is answered: a re-send gets the same one. */
  joining(code: string): JoiningSeat | undefined
  keepJoining(code: string, joining: JoiningSeat | undefined): void
  hostToken(code: string): string | undefined
  keepHostToken(code: string, token: string | undefined): void
  /** This seat's unsettled transactions. Sending them again is safe. */
  pending(code: string, player: string): Pending[]
  keepPending(code: string, player: string, pending: Pending): void
  dropPending(code: string, player: string, tx: string): void
  amounts(): { deposit: number; withdrawal: number } | undefined
  keepAmounts(amounts: { deposit: number; withdrawal: number }): void
  /** The address for phones that the host chose on the projector. */
  inviteAddress(): InviteAddress | undefined
  keepInviteAddress(address: InviteAddress | undefined): void
  /** The room in which this browser learns alone. */
  learningRoom(): string | undefined
  keepLearningRoom(code: string | undefined): void
  /** How far the lessons are that were tried alone, by id. */
  progress(): Progress
  keepProgress(progress: Progress): void
  /** Shown on the projector, in a QR code. */
  wifi(): Wifi | undefined
  keepWifi(wifi: Wifi | undefined): void
  nickname(): string
  keepNickname(nickname: string): void
}

/** UTF-16 units that a field for a nickname takes: more than any nickname has, and no more than a frame holds. */
export const LONGEST_TYPED = 500

/** A transaction that the server would reject as invalid could never be settled. */
const valid = ({ tx, amount, epoch }: Pending): boolean =>
  /^[\w-]{21}$/.test(tx) &&
  Number.isInteger(amount) &&
  amount !== 0 &&
  Math.abs(amount) <= LIMITS.amount &&
  Number.isInteger(epoch)

export function createPageStorage(
  storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  basePath?: string,
): PageStorage {
  const keyOf = (key: string): string => storageKey(key, basePath)
  /** Values that could not be stored, in private mode or with a full storage. They last until the page is closed. */
  const unstored = new Map<string, unknown>()
  function read<T>(key: string): T | undefined {
    if (unstored.has(key)) return unstored.get(key) as T | undefined
    try {
      const text = storage().getItem(keyOf(key))
      return text === null ? undefined : (JSON.parse(text) as T)
    } catch {
      return undefined
    }
  }
  function write(key: string, value: unknown): void {
    unstored.delete(key)
    try {
      if (value === undefined) storage().removeItem(keyOf(key))
      else storage().setItem(keyOf(key), JSON.stringify(value))
    } catch {
      unstored.set(key, value)
    }
  }
  // Bound to the player: the same id from another seat is another transaction, and would book the amount again.
  const pendingOf = (code: string, player: string): Pending[] => {
    const kept = read<{ player: string; list: Pending[] }>(`pending:${code}`)
    return kept?.player === player ? kept.list.filter(valid) : []
  }
  const keepAll = (code: string, player: string, list: Pending[]) =>
    write(`pending:${code}`, list.length > 0 ? { player, list } : undefined)

  return {
    seat: (code) => read(`seat:${code}`),
    keepSeat: (code, seat) => write(`seat:${code}`, seat),
    joining: (code) => read(`joining:${code}`),
    keepJoining: (code, joining) => write(`joining:${code}`, joining),
    hostToken: (code) => read(`host:${code}`),
    keepHostToken: (code, token) => write(`host:${code}`, token),
    pending: pendingOf,
    keepPending: (code, player, pending) => keepAll(code, player, [...pendingOf(code, player), pending]),
    dropPending(code, player, tx) {
      const before = pendingOf(code, player)
      const after = before.filter((one) => one.tx !== tx)
      if (after.length !== before.length) keepAll(code, player, after)
    },
    amounts: () => read('amounts'),
    keepAmounts: (amounts) => write('amounts', amounts),
    inviteAddress: () => {
      const kept = read<Partial<InviteAddress>>('invite')
      if (typeof kept?.origin !== 'string' || !URL.canParse(kept.origin)) return undefined
      return { origin: kept.origin, typed: kept.typed === true }
    },
    keepInviteAddress: (address) => write('invite', address),
    learningRoom: () => read('learning'),
    keepLearningRoom: (code) => write('learning', code),
    progress: () => read<Progress>('progress') ?? {},
    keepProgress: (progress) => write('progress', progress),
    wifi: () => {
      const kept = read<Partial<Wifi>>('wifi')
      if (typeof kept?.name !== 'string' || kept.name === '') return undefined
      return { name: kept.name, password: typeof kept.password === 'string' ? kept.password : '' }
    },
    keepWifi: (wifi) => write('wifi', wifi),
    nickname: () => read<string>('nickname') ?? '',
    keepNickname: (nickname) => write('nickname', nickname),
  }
}

export const pageStorage: PageStorage = createPageStorage(() => window.localStorage)
