/** Beside the QR code: for phones on which not even the page opens. */
export const GUEST_NETWORK =
  'Page does not open? Guest networks often keep devices apart: use another Wi-Fi, or a phone’s hotspot.'
