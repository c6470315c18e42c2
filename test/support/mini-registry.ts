import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A registry that has one package more than the real one. */
export interface MiniRegistry {
  url: string
  close(): void
}

/** Serves `tarball` as the package of `manifest`, as the real registry would, and forwards all other requests to `real`. */
export async function openMiniRegistry(
  tarball: string,
  manifest: { name: string; version: string },
  real: string,
): Promise<MiniRegistry> {
  const content = readFileSync(tarball)
  const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`
  const server = createServer(async ({ url = '', headers }, response) => {
    const { name, version } = manifest
    if (url === `/${name}/-/${name}.tgz`) return void response.end(content)
    if (url === `/${name}`) {
      const dist = { tarball: `${registry.url}/${name}/-/${name}.tgz`, integrity }
      // The registry sets `_hasShrinkwrap` when a package with that file is published.
      const versions = { [version]: { ...manifest, _hasShrinkwrap: true, dist } }
      return void response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }))
    }
    const { accept = '*/*' } = headers
    const answer = await fetch(new URL(url.slice(1), real.replace(/\/*$/, '/')), { headers: { accept } })
    response.statusCode = answer.status
    response.setHeader('content-type', answer.headers.get('content-type') ?? '')
    response.end(Buffer.from(await answer.arrayBuffer()))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const registry = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return registry
}
