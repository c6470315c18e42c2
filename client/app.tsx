import { onDemand } from './parts/on-demand.tsx'
import { path, routeOf } from './router/route.ts'
import { Nowhere } from './views/ending/ending.tsx'
import { NotLoaded, Opening } from './views/ending/not-loaded.tsx'
import { PageGuard } from './views/ending/page-guard.tsx'
import { Play } from './views/play/play.tsx'

const instead = { waiting: () => <Opening />, failed: () => <NotLoaded /> }
const Home = onDemand(() => import('./views/home/home.tsx').then(({ Home }) => Home), instead)
const Learn = onDemand(() => import('./views/learn/learn.tsx').then(({ Learn }) => Learn), instead)
const Screen = onDemand(() => import('./views/screen/screen.tsx').then(({ Screen }) => Screen), instead)
const ExplorePage = onDemand(
  () => import('./views/explore/explore-page.tsx').then(({ ExplorePage }) => ExplorePage),
  instead,
)
const ReportPage = onDemand(
  () => import('./views/report/report-page.tsx').then(({ ReportPage }) => ReportPage),
  instead,
)
const Matrix = onDemand(() => import('./views/matrix/matrix.tsx').then(({ Matrix }) => Matrix), instead)

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
    case 'learn':
      return <Learn />
    case 'report':
      return <ReportPage key={route.code} code={route.code} />
    case 'explore':
      return <ExplorePage />
    case 'matrix':
      return <Matrix />
    case 'nowhere':
      return <Nowhere />
  }
}
