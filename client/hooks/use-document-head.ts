import { useEffect } from 'preact/hooks'
import { describeDivergence } from '../../shared/divergence.ts'
import { signedMoney } from '../../shared/money.ts'
import { formatRoomCode } from '../../shared/room-code.ts'
import type { Room } from '../store/room.ts'
import { useThrottled } from './use-throttled.ts'

/** Sets the title and icon of the tab to the room's state: `≠ −$150 · K7Q·4MX`. */
export function useDocumentHead(code: string, room: Room | null): void {
  const mood = room ? describeDivergence(room.account).mood : 'calm'
  const { actual, expected } = room?.account ?? { actual: 0, expected: 0 }
  const drift = actual === null ? '?' : actual === expected ? '' : signedMoney(actual - expected)
  const sign = mood === 'calm' || mood === 'wrong' ? '=' : '≠'
  const title = room ? `${`${sign} ${drift}`.trim()} · ${formatRoomCode(code)} · Bank Run` : 'Bank Run'
  const throttledTitle = useThrottled(title, 1000)
  const icon = mood === 'calm' ? './mark-equal.svg' : './mark-unequal.svg'
  useEffect(() => {
    document.title = throttledTitle
  }, [throttledTitle])
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
    if (link && link.getAttribute('href') !== icon) link.href = icon
  }, [icon])
}
