import { networkInterfaces } from 'node:os'
import { repeating } from '../async/repeating.ts'
import { type Addresses, addressesOf, type Known } from './addresses.ts'
import { defaultRouteAddresses } from './default-route.ts'
import { enclosureOf, type Signs, signsHere } from './enclosure.ts'
import { forwardedAddress } from './forwarded-address.ts'

/** Where people reach this server now: another Wi-Fi makes other addresses. */
export interface AddressBook {
  readonly now: Addresses
  /** Returns a function that ends it. */
  onChange(listener: (now: Addresses) => void): () => void
}

/** An address book that is told its addresses. */
export interface ToldAddressBook extends AddressBook {
  tell(now: Addresses): void
}

export interface OpenAddressBook extends AddressBook {
  /** Looks now, and not only when the next look is due. */
  look(): Promise<void>
  close(): void
}

/** What this machine says of its network; injected, so that a test can have any. */
export interface Surroundings {
  interfaces(): Known['interfaces']
  routed(): Promise<string[]>
  signs: Signs
}

const SURROUNDINGS: Surroundings = {
  interfaces: networkInterfaces,
  routed: defaultRouteAddresses,
  signs: signsHere(),
}

/** Milliseconds between two looks: Node has no event for a change of interfaces. */
const LOOK_MS = 3000

export function toldAddressBook(first: Addresses): ToldAddressBook {
  let now = first
  const listeners = new Set<(now: Addresses) => void>()
  return {
    get now() {
      return now
    },
    tell(next) {
      if (JSON.stringify(next) === JSON.stringify(now)) return
      now = next
      for (const listener of listeners) listener(next)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export interface BookOptions extends Pick<Known, 'port' | 'listening' | 'publicUrl'> {
  /** What every address ends with; '' when absent. */
  basePath?: string | undefined
  /** The default routes, asked for before the server listens: then there is no wait between listening and serving. */
  routed: readonly string[]
  surroundings?: Surroundings | undefined
}

/** The addresses of a server that lives below a path. */
function addressesBelow(basePath: string, { here, phones, inner, ...rest }: Addresses): Addresses {
  const below = (origin: string): string => origin + basePath
  return { ...rest, here: below(here), phones: phones.map(below), inner: inner.map(below) }
}

/** This machine's addresses on the default routes, as far as they can be told. */
export const defaultRoutes = ({ routed }: Surroundings = SURROUNDINGS): Promise<string[]> =>
  routed().catch(() => [])

/** Reads this machine's addresses, and again every three seconds. */
export function openAddressBook({
  surroundings: { interfaces, routed, signs } = SURROUNDINGS,
  routed: routedAtFirst,
  basePath = '',
  ...server
}: BookOptions): OpenAddressBook {
  const forwarded = forwardedAddress(signs.env, server.port)
  const addresses = (found: Known['interfaces'], routes: readonly string[]): Addresses => {
    const enclosure = enclosureOf(signs, Object.keys(found))
    return addressesBelow(
      basePath,
      addressesOf({ ...server, forwarded, interfaces: found, routed: routes, enclosure }),
    )
  }
  const atFirst = (): Addresses => {
    try {
      return addresses(interfaces(), routedAtFirst)
    } catch {
      return addresses({}, [])
    }
  }
  const book = toldAddressBook(atFirst())
  // Some systems do not tell a program of their interfaces (Android), or not always (no file descriptor left).
  const look = async (): Promise<void> => {
    try {
      book.tell(addresses(interfaces(), await routed()))
    } catch {
      // The last ones stay.
    }
  }
  const close = repeating(LOOK_MS, look)
  return {
    get now() {
      return book.now
    },
    onChange: book.onChange,
    look,
    close,
  }
}
