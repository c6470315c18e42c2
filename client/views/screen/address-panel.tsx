import { useId, useState } from 'preact/hooks'
import type { Reached } from '../../../shared/reached.ts'
import type { InviteAddress, Wifi } from '../../connection/local-storage.ts'
import { Panel } from '../../parts/panel.tsx'
import { GUEST_NETWORK } from '../../wording/invite-words.ts'
import { candidates, inviteOf, typedOrigin } from './invite.ts'
import { WifiForm } from './wifi-form.tsx'

interface AddressPanelProps {
  told: Pick<Reached, 'origins' | 'inner' | 'unreachable'>
  chosen: InviteAddress | undefined
  /** `undefined`: the page shall find it out. */
  onChoose: (address: InviteAddress | undefined) => void
  wifi: Wifi | undefined
  onWifi: (wifi: Wifi | undefined) => void
  /** What has the focus after it is closed. */
  after: 'opener' | 'page'
  onClose: () => void
}

/** Where the host says by which address phones come. */
export function AddressPanel({ told, chosen, onChoose, wifi, onWifi, after, onClose }: AddressPanelProps) {
  const guess = inviteOf(location, told)
  const listed = candidates(location, told)
  const isChosen = (origin: string): boolean => chosen?.origin === origin && !chosen.typed
  const inForce = chosen && (chosen.typed || listed.includes(chosen.origin))
  return (
    <Panel title="Address for phones" onClose={onClose} after={after}>
      <fieldset class="choice">
        <legend class="label">The QR code leads to</legend>
        <Choice
          label="The best guess"
          small={'origin' in guess ? guess.origin : 'None is known.'}
          checked={!inForce}
          onChoose={() => onChoose(undefined)}
        />
        {listed.map((origin) => (
          <Choice
            key={origin}
            label={origin}
            small={told.inner?.includes(origin) ? 'A virtual network: phones seldom reach it.' : undefined}
            checked={isChosen(origin)}
            onChoose={() => onChoose({ origin, typed: false })}
          />
        ))}
      </fieldset>
      <TypedAddress chosen={chosen} onChoose={onChoose} />
      <p class="address-help">
        Phones have to be on the same network as the server. {GUEST_NETWORK} This browser remembers the
        choice.
      </p>
      <WifiForm wifi={wifi} onChange={onWifi} />
    </Panel>
  )
}

interface ChoiceProps {
  label: string
  small?: string | undefined
  checked: boolean
  onChoose: () => void
}

function Choice({ label, small, checked, onChoose }: ChoiceProps) {
  return (
    <label>
      <input type="radio" name="address" checked={checked} onChange={onChoose} />
      <span>
        {label}
        {small && <small>{small}</small>}
      </span>
    </label>
  )
}

function TypedAddress({ chosen, onChoose }: Pick<AddressPanelProps, 'chosen' | 'onChoose'>) {
  const id = useId()
  const [typed, setTyped] = useState(chosen?.typed ? chosen.origin : '')
  const [tried, setTried] = useState(false)
  const origin = typedOrigin(typed)
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (origin) onChoose({ origin, typed: true })
  }
  const wrong = tried && !origin
  const inForce = chosen?.typed && origin === chosen.origin
  return (
    <form class="typed-address" onSubmit={submit} noValidate>
      <label class="label" for={id}>
        Or to this address
      </label>
      <div class="row">
        <input
          id={id}
          inputMode="url"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder="192.168.1.20:3000"
          value={typed}
          aria-invalid={wrong}
          aria-describedby={`${id}-said`}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="plain">
          Use it
        </button>
      </div>
      <p id={`${id}-said`} class={wrong ? 'wrong' : ''} role="status">
        {wrong
          ? 'An address that phones can open: 192.168.1.20:3000, or https://bank.example.org.'
          : inForce
            ? 'The QR code leads there.'
            : ''}
      </p>
    </form>
  )
}
