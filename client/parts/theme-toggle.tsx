import { switchTheme, theme } from '../theme.ts'

export function ThemeToggle() {
  const other = theme.value === 'dark' ? 'light' : 'dark'
  return (
    <button type="button" class="icon" aria-label={`Switch to the ${other} theme`} onClick={switchTheme}>
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <circle cx="12" cy="12" r="8.5" fill="none" stroke="currentColor" stroke-width="2" />
        <path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor" />
      </svg>
    </button>
  )
}
