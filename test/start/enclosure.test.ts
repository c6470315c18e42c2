import { describe, expect, it } from 'vitest'
import { enclosureOf, type Signs } from '../../server/start/enclosure.ts'
import { forwardedAddress } from '../../server/start/forwarded-address.ts'
import { BARE } from './networks.ts'

const withFiles = (files: Record<string, string>, more: Partial<Signs> = {}): Signs => ({
  ...BARE,
  exists: (path) => path in files,
  read: (path) => files[path] ?? '',
  ...more,
})
const WSL2 = { release: '5.15.167.4-microsoft-standard-WSL2' }

describe('what stands around the server', () => {
  it.each<[string, Signs, string | undefined]>([
    ['Docker', withFiles({ '/.dockerenv': '' }), 'container'],
    ['Podman', withFiles({ '/run/.containerenv': '' }), 'container'],
    ['Kubernetes', { ...BARE, env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' } }, 'container'],
    ['LXC', withFiles({ '/run/systemd/container': 'lxc\n' }), 'container'],
    ['cgroups', withFiles({ '/proc/1/cgroup': '12:cpu:/docker/0a1b2c\n' }), 'container'],
    ['Docker in WSL', withFiles({ '/.dockerenv': '' }, WSL2), 'container'],
    [
      'the network of the host',
      withFiles({ '/.dockerenv': '', '/sys/class/net/eth0/device': '' }),
      undefined,
    ],
    ['WSL 2', { ...BARE, ...WSL2 }, 'wsl'],
    ['WSL 2 with systemd', withFiles({ '/run/systemd/container': 'wsl\n' }, WSL2), 'wsl'],
    ['WSL 1', { ...BARE, release: '4.4.0-19041-Microsoft' }, undefined],
    ['a plain Linux', withFiles({ '/proc/1/cgroup': '0::/init.scope\n' }), undefined],
    ['Windows', { ...BARE, platform: 'win32', release: '10.0.26100' }, undefined],
    ['macOS', { ...BARE, platform: 'darwin', release: '24.1.0' }, undefined],
  ])('is told by the signs of %s', (_, signs, enclosure) => {
    expect(enclosureOf(signs, ['lo', 'eth0'])).toBe(enclosure)
  })

  it('is nothing in WSL’s mirrored mode, which has the network of Windows', () => {
    expect(enclosureOf({ ...BARE, ...WSL2 }, ['lo', 'eth0', 'loopback0'])).toBeUndefined()
  })
})

describe('the forwarded address', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ['Codespaces', { CODESPACE_NAME: 'a-b' }, 'https://a-b-3000.app.github.dev'],
    [
      'Codespaces elsewhere',
      { CODESPACE_NAME: 'a-b', GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: 'preview.example' },
      'https://a-b-3000.preview.example',
    ],
    ['Gitpod', { GITPOD_WORKSPACE_URL: 'https://a-b.ws-eu1.gitpod.io' }, 'https://3000-a-b.ws-eu1.gitpod.io'],
    ['CodeSandbox', { CODESANDBOX_HOST: 'a1-$PORT.csb.app' }, 'https://a1-3000.csb.app'],
    ['Coder', { VSCODE_PROXY_URI: 'https://{{port}}--ws.coder.example' }, 'https://3000--ws.coder.example'],
    ['code-server below a path', { VSCODE_PROXY_URI: 'https://code.example/proxy/{{port}}/' }, undefined],
    ['code-server with a relative path', { VSCODE_PROXY_URI: './proxy/{{port}}' }, undefined],
    ['Replit', { REPLIT_DEV_DOMAIN: 'a.b.replit.dev' }, 'https://a.b.replit.dev'],
    ['Render', { RENDER_EXTERNAL_URL: 'https://a.onrender.com' }, 'https://a.onrender.com'],
    ['Railway', { RAILWAY_PUBLIC_DOMAIN: 'a.up.railway.app' }, 'https://a.up.railway.app'],
    ['empty variables', { CODESPACE_NAME: '', GITPOD_WORKSPACE_URL: '' }, undefined],
    ['a laptop', {}, undefined],
  ])('of %s comes from its variables', (_, env, address) => {
    expect(forwardedAddress(env, 3000)).toBe(address)
  })
})
