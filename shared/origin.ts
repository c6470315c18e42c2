/** Names and addresses by which a machine calls itself. */
const SELF =
  /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:(7f[0-9a-f]{2}:[0-9a-f]+|0:0)\]|(host|kubernetes|gateway)\.docker\.internal)\.?$/i

/** Whether a URL leads, on whatever machine, to that machine itself. False for what is no URL. */
export const isHereOnly = (url: string): boolean => URL.canParse(url) && SELF.test(new URL(url).hostname)
