import '../../styles/forgotten.css'
import { useState } from 'preact/hooks'
import type { State } from '../../store/state.ts'
import { forgottenShort, forgottenStory } from '../../wording/rewound-words.ts'
import { Panel } from '../panel.tsx'
import { ForgottenList } from './forgotten-list.tsx'

/** Says that Redis forgot transactions, until the player confirms; a drawer shows which and whose. */
export function ForgottenStrip({ state: { room, rewound } }: { state: State }) {
  const [open, setOpen] = useState(false)
  const [read, setRead] = useState(0)
  if (!room || !rewound || read === rewound.at) return null
  return (
    <>
      <div class="forgotten-strip" role="status">
        <b>{forgottenShort(rewound)}</b>
        <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          Details
        </button>
      </div>
      {open && (
        <Panel title="What Redis forgot" onClose={() => setOpen(false)}>
          <div class="forgotten-story">
            {forgottenStory(rewound).map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
          <ForgottenList room={room} rewound={rewound} players={40} amounts={12} />
          <button type="button" class="button" onClick={() => setRead(rewound.at)}>
            Understood
          </button>
        </Panel>
      )}
    </>
  )
}
