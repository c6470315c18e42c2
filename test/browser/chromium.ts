import { type Browser, chromium } from 'playwright-core'
import { chromiumPath } from '../support/machine.ts'

/** Chromium also loads the pages of its address bar for every window; they cost four times as much as ours. */
const ADDRESS_BAR = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup']

/** Features that Playwright disables. The switch can be given only once, and ours replaces Playwright's. */
const BY_PLAYWRIGHT = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
]

let launched: Promise<Browser> | undefined

/** The Chromium of this worker: all its test files share it, and it ends with the worker. */
export function sharedChromium(): Promise<Browser> {
  launched ??= launchChromium()
  return launched
}

/** Starts the Chromium of this machine, without the parts that no test needs. */
async function launchChromium(): Promise<Browser> {
  if (!chromiumPath) throw new Error('no Chromium on the PATH')
  // No spare renderer for a page that no test opens, and no process for a missing GPU.
  const off = [...BY_PLAYWRIGHT, ...ADDRESS_BAR, 'SpareRendererForSitePerProcess']
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--in-process-gpu', `--disable-features=${off.join(',')}`],
      // Chromium may give up on one of many small files (ERR_TOO_MANY_RETRIES) when it ignores an error of each connection.
      '--ignore-certificate-errors',
    ],
  })
}
