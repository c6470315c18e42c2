import { useEffect } from 'preact/hooks'
import { Wordmark } from '../parts/sign.tsx'
import { ThemeToggle } from '../parts/theme-toggle.tsx'
import { Link } from '../router/link.tsx'
import { MATRIX_PATH } from '../router/route.ts'

/** The head of the pages that prove something: the board and the matrix. */
export function ProofHeader({ page }: { page: 'explore' | 'matrix' }) {
  useProofScale()
  return (
    <header class="proof-header">
      <Link to="/" class="home-link">
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

/** On a projector everything grows with it; on a laptop it does not shrink below what can be read. */
function useProofScale(): void {
  useEffect(() => {
    document.documentElement.classList.add('proof')
    return () => document.documentElement.classList.remove('proof')
  }, [])
}
