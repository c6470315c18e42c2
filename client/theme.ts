import { computed, signal } from '@preact/signals'
import { storageKey } from './router/base-path.ts'
import { path, routeOf } from './router/route.ts'

type Theme = 'dark' | 'light'

const system = signal<Theme>('dark')
const chosen = signal<Theme | undefined>(undefined)
/** A projector is dark, whatever its system prefers; the user's choice wins everywhere. */
export const theme = computed<Theme>(
  () => chosen.value ?? (routeOf(path.value).page === 'screen' ? 'dark' : system.value),
)

const KEY = storageKey('theme')

/** Applies the theme: the system's, until the user chooses; the choice is stored. */
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
    // Storage is not available: no choice is known.
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
    // Storage is not available: the choice lasts until the page is closed.
  }
}
