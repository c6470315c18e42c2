export const TABS = { mine: 'Mine', everyone: 'Everyone', timeline: 'Timeline', listing: 'Code' } as const
export type Tab = keyof typeof TABS

const ORDER: readonly Tab[] = ['mine', 'everyone', 'timeline', 'listing']

export function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const next = ORDER[(ORDER.indexOf(tab) + step + ORDER.length) % ORDER.length]
    if (!next) return
    onTab(next)
    document.getElementById(`tab-${next}`)?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label="What to look at" onKeyDown={onKeyDown}>
      {ORDER.map((one) => (
        <button
          key={one}
          id={`tab-${one}`}
          type="button"
          role="tab"
          aria-selected={one === tab}
          aria-controls="tabpanel"
          tabIndex={one === tab ? 0 : -1}
          onClick={() => onTab(one)}
        >
          {TABS[one]}
        </button>
      ))}
    </div>
  )
}
