/** Below 0, 0 or above 0 as version a is older than, the same as or newer than b: `1.10.0` is newer than `1.9.0`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  const [major = 0, minor = 0, patch = 0] = (left ?? []).map((part, at) => part - (right?.[at] ?? 0))
  return major || minor || patch
}
