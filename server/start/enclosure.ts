import { existsSync, readFileSync } from 'node:fs'
import { release } from 'node:os'

/** What may stand between this process and the network: then its own addresses are of no use to phones. */
export type Enclosure = 'container' | 'wsl' | undefined

/** What the enclosure is told by; injected, so that a test can be anywhere. */
export interface Signs {
  platform: string
  /** `os.release()`. */
  release: string
  env: Readonly<Record<string, string | undefined>>
  exists(path: string): boolean
  /** '' when there is no such file. */
  read(path: string): string
}

export const signsHere = (): Signs => ({
  platform: process.platform,
  release: release(),
  env: process.env,
  exists: existsSync,
  read(path) {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return ''
    }
  },
})

const CONTAINER_FILES = ['/.dockerenv', '/run/.containerenv']
/** systemd writes here in what it is; WSL counts as a container to it. */
const SYSTEMD = '/run/systemd/container'
const CONTAINER_GROUP = /[/-](docker|kubepods|containerd|libpod|podman|lxc)/

/**
 * Whether this process is in a container or in WSL. A container that uses the network of its host is none here, nor is
 * WSL when it has the network of Windows: WSL 1, or WSL 2 in mirrored mode, which adds an interface `loopback0`.
 */
export function enclosureOf(signs: Signs, interfaces: readonly string[]): Enclosure {
  const { platform, env, exists, read } = signs
  if (platform !== 'linux') return undefined
  const contained =
    CONTAINER_FILES.some(exists) ||
    Boolean(env.KUBERNETES_SERVICE_HOST || env.container) ||
    /^(?!wsl)\w/.test(read(SYSTEMD)) ||
    CONTAINER_GROUP.test(read('/proc/1/cgroup'))
  if (contained) {
    // Only on the host's network is there hardware.
    return interfaces.some((name) => exists(`/sys/class/net/${name}/device`)) ? undefined : 'container'
  }
  const isWsl = /microsoft/i.test(signs.release)
  const isFirst = /-Microsoft$/.test(signs.release)
  return isWsl && !isFirst && !interfaces.includes('loopback0') ? 'wsl' : undefined
}
