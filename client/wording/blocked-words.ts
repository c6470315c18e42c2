export const BLOCKED_REASON = 'Some schools, hotels and companies block WebSockets, and the game needs one.'

/** What helps on a network that blocks the live connection. `secure`: the page came by HTTPS. */
export function blockedHelps(secure: boolean): readonly string[] {
  return [
    'Another Wi-Fi, or the hotspot of a phone, for the host’s computer and all players.',
    'Mobile data, if the host’s address can be opened from the internet.',
    ...(secure ? [] : ['For the host: HTTPS, by a proxy or a tunnel. Few networks look inside it.']),
  ]
}
