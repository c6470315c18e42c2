import { type Browser, chromium } from 'playwright-core'
import { chromiumPath } from '../support/machine.ts'

/** For every window Chromium also loads the pages of its address bar, which cost four times what ours do. */
const ADDRESS_BAR = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup']

/** What Playwright switches off. The switch can be given once only: what is given here takes the place of its own. */
const BY_PLAYWRIGHT = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
]

/** The Chromium of this machine, with nothing in it that no test looks at. */
export async function launchChromium(): Promise<Browser> {
  if (!chromiumPath) throw new Error('no Chromium on the PATH')
  // Nor does it keep a renderer ready for a page that nobody opens, nor a process for a GPU that is not there.
  const off = [...BY_PLAYWRIGHT, ...ADDRESS_BAR, 'SpareRendererForSitePerProcess']
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--in-process-gpu', `--disable-features=${off.join(',')}`],
  })
}
