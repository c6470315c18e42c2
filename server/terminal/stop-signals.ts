/**
 * The signals that end a command. Windows has no SIGTERM; it sends SIGINT for Ctrl-C, SIGBREAK for Ctrl-Break, and
 * SIGHUP when the window is closed, each to all processes of the window.
 */
export const stopSignals = (platform: NodeJS.Platform = process.platform): NodeJS.Signals[] =>
  platform === 'win32' ? ['SIGINT', 'SIGBREAK', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
