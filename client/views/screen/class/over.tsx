import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import { language } from '../../../language.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { Leaderboard } from './leaderboard.tsx'

/** The host has ended the session. */
export function Over({ view }: { view: ClassView }) {
  const { over } = WALL[language.value]
  return (
    <div class="over">
      <div>
        <h2>{over.title}</h2>
        <p>{over.text}</p>
      </div>
      <Leaderboard places={view.leaderboard ?? []} rows={8} />
    </div>
  )
}
