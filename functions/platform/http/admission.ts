import { createHash, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../core/clock.ts'

/** A wrong key has the secret read anew at most so often. */
const REREAD_MILLISECONDS = 60_000

/**
 * Whether a request came through CloudFront, where addresses that ask too often are stopped: it carries the key that only
 * CloudFront was given. A key that is not the known one may be the one of a secret that was replaced since.
 *
 * @returns a check of the key that a request carries; it throws where the secret cannot be read
 */
export function createAdmission({
  clock,
  readSecret,
}: {
  readonly clock: Clock
  readonly readSecret: () => Promise<string>
}): (key: string) => Promise<boolean> {
  let known: { readonly secret: string; readonly readAt: number } | undefined
  const read = async () => {
    known = { secret: await readSecret(), readAt: clock.now().epochMilliseconds }
    return known
  }
  return async (key) => {
    const { secret, readAt } = known ?? (await read())
    if (isSame(key, secret)) return true
    if (clock.now().epochMilliseconds - readAt < REREAD_MILLISECONDS) return false
    return isSame(key, (await read()).secret)
  }
}

/** In the same time wherever they differ. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}
