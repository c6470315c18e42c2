import type { ComponentChild, ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** What stands in a component's place while its code is loaded, and when it could not be. */
interface Instead {
  waiting(): ComponentChild
  failed(): ComponentChild
}

/** A component whose code is loaded when it is first shown: a phone should not load what it never opens. */
export function onDemand<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { waiting, failed }: Instead,
): ComponentType<P> {
  let loaded: ComponentType<P> | undefined
  return function OnDemand(props: P) {
    const [Part, setPart] = useState(() => loaded)
    const [problem, setProblem] = useState(false)
    useEffect(() => {
      if (Part) return
      let mounted = true
      load().then(
        (part) => {
          loaded = part
          if (mounted) setPart(() => part)
        },
        () => mounted && setProblem(true),
      )
      return () => {
        mounted = false
      }
    }, [])
    if (Part) return <Part {...props} />
    return problem ? failed() : waiting()
  }
}

/** In a room, where the rest of the page still works. */
export const NOT_LOADED: Instead = {
  waiting: () => null,
  failed: () => (
    <p class="not-loaded" role="alert">
      This part of the page did not load: the connection failed, or the server has been updated.{' '}
      <button type="button" class="plain" onClick={() => location.reload()}>
        Reload the page
      </button>
    </p>
  ),
}
