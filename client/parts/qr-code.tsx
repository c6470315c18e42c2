import { useMemo } from 'preact/hooks'
import { encode } from 'uqr'

/** A QR code, dark on light in both themes: cameras expect that. */
export function QrCode({ text, label = `QR code of ${text}` }: { text: string; label?: string }) {
  const { size, path } = useMemo(() => {
    const { data, size } = encode(text, { border: 2 })
    const cells = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    return { size, path: cells.join('') }
  }, [text])
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} />
      <path d={path} shape-rendering="crispEdges" />
    </svg>
  )
}
