import { useId } from 'preact/hooks'
import { LIMITS } from '../../../shared/limits.ts'
import { BOUNDS } from '../../../shared/proof/bounds.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'
import type { StrategyCard } from '../../../shared/strategy-card.ts'
import type { ExploreLink } from '../../board/read-link.ts'
import { Segmented } from './segmented.tsx'
import { TransactionChips } from './transaction-chips.tsx'

interface ScenarioFormProps {
  link: ExploreLink
  cards: readonly StrategyCard[]
  onChange: (strategy: string, scenario: Scenario) => void
}

/** The form for a scenario: a strategy, the transactions, and what may go wrong around them. */
export function ScenarioForm({ link, cards, onChange }: ScenarioFormProps) {
  const { strategy, scenario } = link
  const change = (part: Partial<Scenario>) => onChange(strategy, { ...scenario, ...part })
  return (
    <form class="scenario" onSubmit={(event) => event.preventDefault()}>
      <StrategySelect strategy={strategy} cards={cards} onChange={(id) => onChange(id, scenario)} />
      <TransactionChips
        amounts={scenario.transactions}
        onChange={(transactions) => change({ transactions })}
      />
      <div class="scenario-numbers">
        <OpeningField value={scenario.opening} onChange={(opening) => change({ opening })} />
        <AttemptsSelect value={scenario.attempts} onChange={(attempts) => change({ attempts })} />
        <Segmented
          legend="Nodes"
          value={scenario.nodes}
          options={including([1, 2, 3], scenario.nodes).map((n) => [n, String(n)])}
          onChange={(nodes) => change({ nodes })}
        />
        <Segmented
          legend="Below zero is"
          value={scenario.overdraft}
          options={[
            ['allowed', 'allowed'],
            ['refused', 'refused'],
          ]}
          onChange={(overdraft) => change({ overdraft })}
        />
        <Segmented
          legend="A held lock expires"
          value={scenario.lockExpiries}
          options={including([0, 1], scenario.lockExpiries).map((n) => [n, times(n, 'never')])}
          onChange={(lockExpiries) => change({ lockExpiries })}
        />
        <Segmented
          legend="A reply gets lost"
          value={scenario.lostReplies}
          options={including([0, 1], scenario.lostReplies).map((n) => [n, times(n, 'never')])}
          onChange={(lostReplies) => change({ lostReplies })}
        />
        <Segmented
          legend="A node crashes"
          value={scenario.crashes}
          options={including([0, 1], scenario.crashes).map((n) => [n, times(n, 'never')])}
          onChange={(crashes) => change({ crashes })}
        />
      </div>
    </form>
  )
}

/** The usual values, and the present one: a link may ask for another. */
const including = (usual: number[], value: number) => (usual.includes(value) ? usual : [...usual, value])

/** Why a strategy cannot be explored; undefined when it can. */
const hindrance = ({ problem, needs }: StrategyCard): string | undefined =>
  problem !== undefined ? 'does not load' : needs !== undefined ? 'not with this Redis' : undefined

const times = (n: number, none: string) => [none, 'once', 'twice'][n] ?? `${n} times`

function StrategySelect({
  strategy,
  cards,
  onChange,
}: {
  strategy: string
  cards: readonly StrategyCard[]
  onChange: (id: string) => void
}) {
  const id = useId()
  const [ours, own] = [cards.filter((card) => !card.own), cards.filter((card) => card.own)]
  const option = (card: StrategyCard) => (
    <option key={card.id} value={card.id} disabled={hindrance(card) !== undefined}>
      {card.id}: {hindrance(card) ?? card.title}
    </option>
  )
  return (
    <div class="field">
      <label class="label" for={id}>
        Strategy
      </label>
      <select id={id} value={strategy} onChange={(event) => onChange(event.currentTarget.value)}>
        {!cards.some((card) => card.id === strategy) && <option value={strategy}>{strategy}</option>}
        {own.length === 0 ? ours.map(option) : <optgroup label="Built in">{ours.map(option)}</optgroup>}
        {own.length > 0 && <optgroup label="Your own">{own.map(option)}</optgroup>}
      </select>
    </div>
  )
}

function OpeningField({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const id = useId()
  return (
    <div class="field">
      <label class="label" for={id}>
        Opening balance
      </label>
      <input
        id={id}
        type="number"
        step="1"
        min={-LIMITS.opening}
        max={LIMITS.opening}
        value={value}
        onChange={(event) => {
          const { valueAsNumber } = event.currentTarget
          if (event.currentTarget.validity.valid && Number.isInteger(valueAsNumber)) onChange(valueAsNumber)
          else event.currentTarget.value = String(value)
        }}
      />
    </div>
  )
}

function AttemptsSelect({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const id = useId()
  const [least, most] = BOUNDS.attempts
  const options = Array.from({ length: most - least + 1 }, (_, index) => least + index)
  return (
    <div class="field">
      <label class="label" for={id}>
        Attempts
      </label>
      <select id={id} value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {options.map((n) => (
          <option key={n} value={n}>
            {n}
          </option>
        ))}
      </select>
    </div>
  )
}
