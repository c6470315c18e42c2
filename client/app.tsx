import { path, routeOf, search } from './router/route.ts'
import { Nowhere } from './views/ending/ending.tsx'
import { PageGuard } from './views/ending/page-guard.tsx'
import { asksForEvidence, Evidence } from './views/explore/evidence.tsx'
import { Explore } from './views/explore/explore.tsx'
import { Home } from './views/home/home.tsx'
import { Matrix } from './views/matrix/matrix.tsx'
import { Play } from './views/play/play.tsx'
import { Screen } from './views/screen/screen.tsx'

export function App() {
  return (
    <PageGuard key={path.value}>
      <Page />
    </PageGuard>
  )
}

function Page() {
  const route = routeOf(path.value)
  switch (route.page) {
    case 'home':
      return <Home />
    case 'play':
      return <Play key={route.code} code={route.code} />
    case 'screen':
      return <Screen key={route.code} code={route.code} />
    case 'explore':
      return asksForEvidence(search.value) ? <Evidence /> : <Explore />
    case 'matrix':
      return <Matrix />
    case 'nowhere':
      return <Nowhere />
  }
}
