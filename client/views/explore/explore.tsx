import { useEffect, useMemo, useState } from 'preact/hooks'
import { isRunning } from '../../board/board.ts'
import { type Mark, shownBy } from '../../board/marks.ts'
import { useMedia, WIDE } from '../../hooks/use-media.ts'
import { useStrategies } from '../../hooks/use-strategies.ts'
import { boardText, isComplete } from '../../wording/board-words.ts'
import { ProofHeader } from '../proof-header.tsx'
import { ActKey } from './act-key.tsx'
import { BoardEmpty } from './board-empty.tsx'
import { BoardSentence } from './board-sentence.tsx'
import { Drawer } from './drawer.tsx'
import { LeftOut } from './left-out.tsx'
import { Legend } from './legend.tsx'
import { ScenarioPanel } from './scenario-panel.tsx'
import { ScenarioSummary } from './scenario-summary.tsx'
import { Steps } from './steps.tsx'
import { StrategySource } from './strategy-source.tsx'
import { Tiles } from './tiles.tsx'
import { useBoard } from './use-board.ts'
import { useAddress } from './use-explore-address.ts'
import { useKeys } from './use-keys.ts'
import { usePlayed } from './use-played-schedule.ts'

const ALL: ReadonlySet<Mark> = new Set()

/** The board: every order in which a strategy's commands can run, and which of them go wrong. */
export function Explore() {
  const { link, open, close, change } = useAddress()
  const wide = useMedia(WIDE)
  const { retry, tries, ...shownBoard } = useBoard(link)
  const cards = useStrategies(tries)
  const { playing, retry: replay } = usePlayed(link)
  const [wanted, setWanted] = useState(ALL)
  const [drawer, setDrawer] = useState(false)
  const { board } = shownBoard
  const tiles = useMemo(() => shownBy(wanted, board.tiles), [wanted, board.tiles])
  const { strategy, schedule } = link
  const opened = schedule !== undefined
  const { headline, rest } = boardText(board)
  useEffect(() => {
    document.title = `${`${headline} ${rest}`.trim()} · ${strategy} · Bank Run`
  }, [headline, rest, strategy])

  const closeSteps = () => {
    close()
    document.querySelector<HTMLElement>('.tiles')?.focus()
  }
  const want = (mark: Mark) => {
    const next = new Set(wanted)
    if (!next.delete(mark)) next.add(mark)
    setWanted(next)
  }
  const at = tiles.findIndex((tile) => tile.schedule === schedule)
  const step = (by: -1 | 1) => {
    const next = at < 0 ? undefined : tiles[at + by]
    if (next) open(next.schedule)
    return opened
  }
  useKeys({
    Escape() {
      if (opened) closeSteps()
      else setDrawer(false)
      return opened || drawer
    },
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
  })
  const scenario = (
    <ScenarioPanel
      link={link}
      cards={cards}
      sourceOpen={wide}
      onChange={(...next) => {
        setWanted(ALL)
        change(...next)
      }}
    />
  )
  return (
    <div class="explore" data-wide={wide}>
      {/* On a phone the steps cover the whole page. */}
      <div class="explore-under" inert={opened && !wide}>
        <ProofHeader page="explore" />
        <main class="explore-main">
          <ScenarioSummary link={link} />
          <BoardSentence shown={shownBoard} onRetry={retry} />
          <Legend counts={board.counts} complete={isComplete(board)} wanted={wanted} onWant={want} />
          {tiles.length === 0 ? (
            <BoardEmpty board={board} onShowAll={() => setWanted(ALL)} />
          ) : (
            <Tiles
              link={shownBoard.link}
              tiles={tiles}
              running={isRunning(board)}
              opened={schedule}
              onOpen={open}
            />
          )}
          <ActKey tiles={tiles} />
          {wanted.size === 0 && <LeftOut board={board} />}
        </main>
        {!wide && (
          <footer class="explore-foot">
            <button
              type="button"
              class="button paper"
              aria-expanded={drawer}
              onClick={() => setDrawer(!drawer)}
            >
              Change the scenario
            </button>
          </footer>
        )}
      </div>
      {(wide || opened) && (
        <aside class="explore-aside" aria-label={opened ? 'Steps' : 'Scenario'}>
          {opened ? (
            <>
              <Steps
                playing={playing}
                place={at < 0 ? undefined : { position: at + 1, count: tiles.length }}
                modal={!wide}
                onStep={step}
                onClose={closeSteps}
                onRetry={replay}
              />
              <StrategySource card={cards.find(({ id }) => id === strategy)} open={wide} />
            </>
          ) : (
            scenario
          )}
        </aside>
      )}
      {drawer && !wide && !opened && (
        <Drawer title="Scenario" onClose={() => setDrawer(false)}>
          {scenario}
        </Drawer>
      )}
    </div>
  )
}
