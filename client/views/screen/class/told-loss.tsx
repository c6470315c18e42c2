import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import { language } from '../../../language.ts'
import { Scene } from '../../../parts/scene/scene.tsx'
import { COMMON } from '../../../wording/class/common/words.ts'
import { SCENE } from '../../../wording/class/scene/words.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { besideLoss } from './beside-loss.ts'
import { recordNames } from './record-names.ts'

/** The longest label with which a third transaction fits into the picture, so that the back row can read it. */
const SHORT = 10
/** Characters that the cross of the lost write takes. */
const CROSS = 2

function mostOf({ scene, loss }: RoundRecord): number {
  const fits = scene.every(({ version, wrote }) => {
    const cross = version === loss?.lost.version ? CROSS : 0
    return SCENE[language.value].writes(wrote).length + cross <= SHORT
  })
  return fits ? 3 : 2
}

/** One loss of the round in plain sentences, with its picture; or that there was none. */
export function ToldLoss({ record }: { record: RoundRecord }) {
  const { loss, lost, scene, applied } = record
  const words = WALL[language.value]
  const beside = besideLoss(record, words)
  if (!loss) {
    return (
      <div class="wall-told">
        <p class="told-gone">{lost > 0 ? words.lostOf(lost, applied) : words.noneLost(applied)}</p>
        {beside.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    )
  }
  const nameOf = recordNames(record, COMMON[language.value])
  const [victim, killer] = [nameOf(loss.lost.player), nameOf(loss.by.player)]
  const { gone, cause } = SCENE[language.value]
  return (
    <div class="wall-told">
      <p class="told-gone">{gone(loss.lost, victim)}</p>
      <Scene
        entries={scene}
        lost={loss.lost}
        by={loss.by}
        nameOf={nameOf}
        most={mostOf(record)}
        names="beside"
      />
      <p>{cause(loss.lost, loss.by, victim, killer)}</p>
      <p class="told-more">{[lost > 1 ? words.others(lost - 1) : '', ...beside].filter(Boolean).join(' ')}</p>
    </div>
  )
}
