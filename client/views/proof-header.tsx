import { useEffect } from 'preact/hooks'
import { Wordmark } from '../parts/equals-sign.tsx'
import { ThemeToggle } from '../parts/theme-toggle.tsx'
import { Link } from '../router/link.tsx'
import { HOME_PATH, MATRIX_PATH } from '../router/route.ts'

/** The header of the board and the matrix. */
export function ProofHeader({ page }: { page: 'explore' | 'matrix' }) {
  useProofScale()
  return (
    <header class="proof-header">
      <Link to={HOME_PATH} class="home-link">
        <Wordmark />
      </Link>
      <nav aria-label="Proofs">
        <ProofLink to="/explore" name="Every order" current={page === 'explore'} />
        <ProofLink to={MATRIX_PATH} name="Every strategy" current={page === 'matrix'} />
      </nav>
      <ThemeToggle />
    </header>
  )
}

function ProofLink({ to, name, current }: { to: string; name: string; current: boolean }) {
  if (current) return <b aria-current="page">{name}</b>
  return (
    <Link to={to} class="quiet">
      {name}
    </Link>
  )
}

/** Scales the page with a projector, but keeps it readable on a laptop. */
function useProofScale(): void {
  useEffect(() => {
    document.documentElement.classList.add('proof')
    return () => document.documentElement.classList.remove('proof')
  }, [])
}
