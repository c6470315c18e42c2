import '../styles/downloads.css'
import { useId, useState } from 'preact/hooks'
import { BLIND_SPOT, NO_AMOUNTS } from '../../shared/history/blind-spot.ts'
import { FORMAT_NAMES, FORMATS, type HistoryFormatName } from '../../shared/history/history-formats.ts'
import { pageStorage } from '../connection/local-storage.ts'
import { BASE_PATH } from '../router/base-path.ts'
import { Link } from '../router/link.tsx'
import { reportPath } from '../router/route.ts'

/** Number of accounts offered, newest first; older ones have mostly expired. */
const EPOCHS = 20

/** The room's history as files, for external checkers. */
export function Downloads({ code, epoch }: { code: string; epoch: number }) {
  const id = useId()
  const [chosen, setChosen] = useState<number | null>(null)
  const wanted = Math.min(chosen ?? epoch, epoch)
  const links = (balancesOnly: boolean) => (
    <ul>
      {FORMAT_NAMES.filter((name) => FORMATS[name].balancesOnly === balancesOnly).map((name) => (
        <li key={name}>
          <a href={historyPath(code, wanted, name)} download>
            <b>{FORMATS[name].title}</b>
            <small>{FORMATS[name].reader}</small>
          </a>
        </li>
      ))}
    </ul>
  )
  return (
    <details class="downloads">
      <summary>Download the history</summary>
      {pageStorage.hostToken(code) !== undefined && (
        <p>
          <Link to={reportPath(code)}>The report of all rounds</Link>, to print and to download
        </p>
      )}
      {epoch > 1 && (
        <div class="row">
          <label for={id}>Which account</label>
          <select id={id} value={wanted} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
            {newest(epoch).map((one) => (
              <option key={one} value={one}>
                {one === epoch ? `${one}, the current one` : one}
              </option>
            ))}
          </select>
        </div>
      )}
      <h3 class="label">With versions: every loss shows</h3>
      {links(false)}
      <h3 class="label">With balances only</h3>
      {links(true)}
      <p class="caution">
        {BLIND_SPOT.warning} {BLIND_SPOT.example} {NO_AMOUNTS}
      </p>
    </details>
  )
}

const newest = (epoch: number): number[] =>
  Array.from({ length: Math.min(epoch, EPOCHS) }, (_, i) => epoch - i)

const historyPath = (code: string, epoch: number, format: HistoryFormatName): string =>
  `${BASE_PATH}/api/rooms/${code}/history?format=${format}&epoch=${epoch}`
