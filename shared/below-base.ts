/**
 * The parts of a path below the base path, each encoded in one way. A path that is not below it is taken as it is: a
 * proxy may have stripped the base path.
 */
export function partsBelow(path: string, basePath: string): string[] {
  const parts = partsOf(path)
  const base = partsOf(basePath)
  return base.every((part, i) => part === parts[i]) ? parts.slice(base.length) : parts
}

/** Doubled slashes and one at the end do not count. */
function partsOf(path: string): string[] {
  return path.split('/').filter(Boolean).map(encoded)
}

function encoded(part: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(part))
  } catch {
    return part
  }
}
