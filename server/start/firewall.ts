/** The first start may open a window of the operating system, and phones reach the server only if a person agrees. */
export function firewallHint(platform: NodeJS.Platform = process.platform): string | undefined {
  switch (platform) {
    case 'win32':
      return 'Windows may ask whether Node.js may be reached. Allow it, for public networks, too; otherwise no phone gets in.'
    case 'darwin':
      return 'macOS may ask whether node may accept incoming connections. Allow it; otherwise no phone gets in.'
    default:
      return undefined
  }
}
