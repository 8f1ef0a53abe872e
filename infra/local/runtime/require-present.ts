/** @throws Error when there is nothing */
export function requirePresent<T>(value: T | undefined, missing = 'local mode is still starting'): T {
  if (value === undefined) throw new Error(missing)
  return value
}
