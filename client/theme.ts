import { computed, signal } from '@preact/signals'
import { path, routeOf } from './router/route.ts'

type Theme = 'dark' | 'light'

const system = signal<Theme>('dark')
const chosen = signal<Theme | undefined>(undefined)
/** A projector is a dark vault, whatever its machine prefers; a choice wins everywhere. */
export const theme = computed<Theme>(
  () => chosen.value ?? (routeOf(path.value).page === 'screen' ? 'dark' : system.value),
)

const KEY = 'bankrun:theme'

/** The page's own theme, until somebody chooses; the choice is remembered. */
export function followTheme(): void {
  const light = matchMedia('(prefers-color-scheme: light)')
  const follow = () => {
    system.value = light.matches ? 'light' : 'dark'
  }
  light.addEventListener('change', follow)
  follow()
  try {
    const kept = localStorage.getItem(KEY)
    if (kept === 'dark' || kept === 'light') chosen.value = kept
  } catch {
    // Nothing is remembered then.
  }
  theme.subscribe((now) => {
    document.documentElement.dataset.theme = now
  })
}

export function switchTheme(): void {
  const next: Theme = theme.value === 'dark' ? 'light' : 'dark'
  chosen.value = next
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // As above.
  }
}
