import { computeContentHash } from '../../../surveys/values/canonical.ts'
import type { AuditAction } from './audit-actions.ts'

/** Who acted. A participant is known by their study id, staff by their sign-in's `sub`. */
export type Actor =
  | { readonly kind: 'participant' }
  | { readonly kind: 'coordinator'; readonly sub: string }
  | { readonly kind: 'operator' }
  | { readonly kind: 'system' }

/** What happened, in ids, codes and hashes: never a name, a telephone number or an answer. */
export type AuditEvent = {
  readonly action: AuditAction
  readonly actor: Actor
  readonly about?: Readonly<Record<string, string | number>>
}

export type AuditEntry = AuditEvent & {
  readonly scope: string
  /** 1, 2, 3 … without a gap within a scope. */
  readonly sequence: number
  readonly at: string
  /** The hash of the entry before; 64 zeros for the first. */
  readonly previous: string
  readonly hash: string
}

export const FIRST_PREVIOUS = '0'.repeat(64)

/** The next entry of a chain. */
export function buildChainEntry(
  scope: string,
  head: { sequence: number; hash: string } | undefined,
  event: AuditEvent,
  at: string,
): AuditEntry {
  const unsealed = {
    ...event,
    scope,
    sequence: (head?.sequence ?? 0) + 1,
    at,
    previous: head?.hash ?? FIRST_PREVIOUS,
  }
  return { ...unsealed, hash: computeContentHash(unsealed) }
}

/** The sequence number of the first entry that was altered, removed or put in; `undefined` for a sound chain. */
export function findFirstBrokenEntry(entries: readonly AuditEntry[]): number | undefined {
  let previous = FIRST_PREVIOUS
  let sequence = 1
  for (const { hash, ...unsealed } of entries) {
    if (
      unsealed.sequence !== sequence ||
      unsealed.previous !== previous ||
      computeContentHash(unsealed) !== hash
    )
      return sequence
    previous = hash
    sequence += 1
  }
  return undefined
}
