import { useId, useState } from 'preact/hooks'
import type { Wifi } from '../../connection/local-storage.ts'
import { language } from '../../language.ts'
import { WALL } from '../../wording/class/wall/words.ts'

/** Bytes of the longest name that a network can have, and characters of the longest password. */
const LONGEST = { name: 32, password: 63 }

interface WifiFormProps {
  wifi: Wifi | undefined
  /** `undefined`: none is shown. */
  onChange: (wifi: Wifi | undefined) => void
}

/** The network that phones have to be in, for a QR code of its own in the lobby. */
export function WifiForm({ wifi, onChange }: WifiFormProps) {
  const id = useId()
  const { wifi: words } = WALL[language.value]
  const [name, setName] = useState(wifi?.name ?? '')
  const [password, setPassword] = useState(wifi?.password ?? '')
  const submit = (event: Event) => {
    event.preventDefault()
    onChange(name.trim() === '' ? undefined : { name: name.trim(), password })
  }
  const fields = [
    { key: 'name', label: words.name, value: name, onInput: setName },
    { key: 'password', label: words.password, value: password, onInput: setPassword },
  ] as const
  return (
    <form class="typed-address wifi-form" lang={language.value} onSubmit={submit}>
      {fields.map(({ key, label, value, onInput }) => (
        <div key={key}>
          <label class="label" for={`${id}-${key}`}>
            {label}
          </label>
          <input
            id={`${id}-${key}`}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            maxLength={LONGEST[key]}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        </div>
      ))}
      <button type="submit" class="plain">
        {words.show}
      </button>
      <p role="status">{wifi ? words.shown(wifi.name) : ''}</p>
      <p class="address-help">{words.help}</p>
    </form>
  )
}
