type Env = Readonly<Record<string, string | undefined>>

/** Development machines in the cloud, and hosts: where their proxy shows the port `port`, by their variables. */
const PLACES: readonly ((env: Env, port: number) => string | undefined)[] = [
  // GitHub Codespaces
  ({ CODESPACE_NAME: name, GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: domain }, port) =>
    name && `https://${name}-${port}.${domain || 'app.github.dev'}`,
  // Gitpod
  ({ GITPOD_WORKSPACE_URL: url }, port) => url?.replace(/^https?:\/\//, (scheme) => `${scheme}${port}-`),
  // CodeSandbox
  ({ CODESANDBOX_HOST: host }, port) =>
    host?.includes('$PORT') ? `https://${host.replace('$PORT', String(port))}` : undefined,
  // Coder and code-server
  ({ VSCODE_PROXY_URI: uri }, port) =>
    uri?.includes('{{port}}') ? uri.replaceAll('{{port}}', String(port)) : undefined,
  // Replit, Render, Railway: one port each
  ({ REPLIT_DEV_DOMAIN: domain }) => domain && `https://${domain}`,
  ({ RENDER_EXTERNAL_URL: url }) => url,
  ({ RAILWAY_PUBLIC_DOMAIN: domain }) => domain && `https://${domain}`,
]

/** The address at which a development machine in the cloud shows `port` to the world; `undefined` elsewhere. */
export function forwardedAddress(env: Env, port: number): string | undefined {
  for (const place of PLACES) {
    const url = place(env, port)
    if (!url || !URL.canParse(url)) continue
    const { protocol, origin, pathname } = new URL(url)
    // Below a path (code-server without a domain of its own) the page would not find itself.
    if (/^https?:$/.test(protocol) && pathname === '/') return origin
  }
  return undefined
}
