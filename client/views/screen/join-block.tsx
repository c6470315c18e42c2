import '../../styles/join.css'
import { useState } from 'preact/hooks'
import { formatRoomCode } from '../../../shared/room-code.ts'
import { pageStorage } from '../../connection/local-storage.ts'
import { QrCode } from '../../parts/qr-code.tsx'
import { BASE_PATH } from '../../router/base-path.ts'
import { playPath } from '../../router/route.ts'
import type { State } from '../../store/state.ts'
import { GUEST_NETWORK } from '../../wording/invite-words.ts'
import { AddressPanel } from './address-panel.tsx'
import { inviteOf, originsIn } from './invite.ts'
import { wifiText } from './wifi-text.ts'

/** A setting is not broken over two lines. */
const FLAG = /(--[a-z-]+)/

const NOT_YET = { origins: [] }
/** As soon as so many people have joined, phones obviously reach the server. The first one may be on this machine. */
const REACHED_BY = 2
const people = ({ room }: State): number =>
  room ? [...room.players.values()].filter(({ bot }) => !bot).length : 0

/** The words of the block, in the language of the lesson. */
export interface JoinWords {
  code: string
  change: string
  set: string
  /** A sentence on how to join. */
  how?: string
  /** For phones on which not even the page opens. */
  guest: string
  /** What stands below the QR code of the network; absent: it is not shown. */
  wifi?: string
}

const PLAIN: JoinWords = {
  code: 'Join',
  change: 'Another address',
  set: 'Set an address',
  guest: GUEST_NETWORK,
}

interface JoinBlockProps {
  code: string
  state: State
  words?: JoinWords
}

/** How to join: the code as a picture and as text, and the address, which the host can change. */
export function JoinBlock({ code, state, words = PLAIN }: JoinBlockProps) {
  const [chosen, setChosen] = useState(() => pageStorage.inviteAddress())
  const [wifi, setWifi] = useState(() => pageStorage.wifi())
  const [choosing, setChoosing] = useState(false)
  const told = originsIn(state.greeted ?? NOT_YET)
  const invite = inviteOf(location, told, chosen)
  return (
    <>
      <div
        class="join"
        data-invite={'origin' in invite ? 'qr' : 'none'}
        data-wifi={words.wifi !== undefined && wifi !== undefined}
      >
        {'origin' in invite && <QrCode text={`${invite.origin}${playPath(code)}`} />}
        <div>
          <p class="label">{words.code}</p>
          <p class="code">{formatRoomCode(code)}</p>
          {'origin' in invite && (
            <p class="address">{invite.origin.replace(/^https?:\/\//, '') + BASE_PATH}</p>
          )}
          {words.how && 'origin' in invite && <p class="join-how">{words.how}</p>}
          <button type="button" class="quiet address-change" onClick={() => setChoosing(!choosing)}>
            {'origin' in invite ? words.change : words.set}
          </button>
        </div>
        {'origin' in invite && people(state) < REACHED_BY && <p class="address-note">{words.guest}</p>}
        {words.wifi && wifi && (
          <figure class="wifi">
            <QrCode text={wifiText(wifi)} label={`${words.wifi}: ${wifi.name}`} />
            <figcaption>
              {words.wifi} <b>{wifi.name}</b>
            </figcaption>
          </figure>
        )}
        {'why' in invite && (
          <p class="address-note">
            {invite.why.split(FLAG).map((part) => (FLAG.test(part) ? <b class="unbroken">{part}</b> : part))}
          </p>
        )}
      </div>
      {choosing && (
        <AddressPanel
          told={told}
          chosen={chosen}
          onChoose={(address) => {
            pageStorage.keepInviteAddress(address)
            setChosen(address)
          }}
          wifi={wifi}
          onWifi={(next) => {
            pageStorage.keepWifi(next)
            setWifi(next)
          }}
          after={words === PLAIN ? 'opener' : 'page'}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}
