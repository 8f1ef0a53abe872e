import { computeContentHash } from '../../../surveys/values/canonical.ts'
import type { MemberRole } from '../../../web/api/members/member-roles.ts'
import type { AuditAction } from './audit-actions.ts'

/** Who acted. A participant is known by their study id, staff by their sign-in's `sub`. */
export type Actor =
  | { readonly kind: 'participant' }
  | { readonly kind: 'administrator' | MemberRole; readonly sub: string }
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
  /** The hash of the entry before; of the first, the root of its chain. */
  readonly previous: string
  readonly hash: string
}

/**
 * The end of a chain as the next entry needs it. Of a chain without an entry `sequence` is 0 and `hash` is its root: the
 * entry, in another chain, that made what this chain is about.
 */
export type ChainHead = { readonly sequence: number; readonly hash: string }

/** The root of a chain that nothing began. */
export const FIRST_PREVIOUS = '0'.repeat(64)

/** The next entry of a chain. */
export function buildChainEntry(
  scope: string,
  head: ChainHead | undefined,
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

/**
 * The sequence number of the first entry that was altered, removed or put in; `undefined` for a sound chain.
 *
 * @param root the hash that the first entry stands on
 */
export function findFirstBrokenEntry(
  entries: readonly AuditEntry[],
  root: string = FIRST_PREVIOUS,
): number | undefined {
  let previous = root
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
