import '../../styles/proof.css'
import '../../styles/proof-views.css'
import { search } from '../../router/route.ts'
import { asksForEvidence, Evidence } from './evidence.tsx'
import { Explore } from './explore.tsx'

/** The board of a scenario; an address that names a claim first becomes one that names a scenario. */
export function ExplorePage() {
  return asksForEvidence(search.value) ? <Evidence /> : <Explore />
}
