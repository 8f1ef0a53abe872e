import type { Clock } from '../platform/core/clock.ts'
import type { Log } from '../platform/core/log.ts'

/*
 * How many links that open nothing one address may try. Nobody finds one of 2^64; whoever tries is slowed down and reported.
 * Links that we made open all the same, see slow-unknown-links.ts.
 * Kept in the memory of each running function: an address may try so many at each of them. It is never stored or logged.
 */

const MINUTES = 10
/** Far above what people mistype, also where many share an address. */
const MAX_TRIES = 60
const MAX_ADDRESSES = 10_000

export type GuessLimit = {
  isBlocked(address: string): boolean
  /** One more link from there that opens nothing. */
  count(address: string): void
}

export function createGuessLimit({ clock, log }: { readonly clock: Clock; readonly log: Log }): GuessLimit {
  const tried = new Map<string, { count: number; readonly until: number }>()
  const readNow = () => clock.now().epochMilliseconds
  const find = (address: string) => {
    const known = tried.get(address)
    if (known && known.until > readNow()) return known
    tried.delete(address)
    return undefined
  }
  return {
    isBlocked: (address) => (find(address)?.count ?? 0) >= MAX_TRIES,
    count(address) {
      const known = find(address)
      if (!known) {
        // The oldest makes room.
        const [oldest] = tried.keys()
        if (tried.size >= MAX_ADDRESSES && oldest !== undefined) tried.delete(oldest)
        tried.set(address, { count: 1, until: readNow() + MINUTES * 60_000 })
        return
      }
      known.count += 1
      if (known.count === MAX_TRIES) log.error('links are being guessed', { count: MAX_TRIES })
    },
  }
}
