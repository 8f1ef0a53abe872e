import { type Outbox, parseOutbox } from './outbox.ts'
import { base } from './page.ts'

/**
 * The outbox on this phone. It lies in localStorage, so that closing the page loses no answer; where that is not
 * allowed it lives as long as the page.
 */
const key = `concord:${base}`
let memory: Outbox = []

/** The outbox as it is now: another tab of the same link may have changed it. */
export function readOutbox(): Outbox {
  try {
    const stored = localStorage.getItem(key)
    return stored ? parseOutbox(stored) : memory
  } catch {
    return memory
  }
}

export function writeOutbox(outbox: Outbox): void {
  memory = outbox
  try {
    if (outbox[0]) localStorage.setItem(key, JSON.stringify(outbox))
    else localStorage.removeItem(key)
  } catch {
    // Storage is full or not allowed.
  }
}
