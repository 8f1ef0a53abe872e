import type { AuditEntry } from '../../records/audit/audit.ts'
import type { AuditFault } from './audit-fault.ts'

export type Link = Pick<AuditEntry, 'sequence' | 'previous' | 'hash'>

/**
 * The faults of one chain whose entries are all at hand.
 *
 * @param links in any order
 * @param changed numbers of entries that are reported already, and whose neighbors are therefore left alone
 */
export function nameChainFaults(
  chain: string,
  links: readonly Link[],
  changed: ReadonlySet<number> = new Set(),
): AuditFault[] {
  const faults: AuditFault[] = []
  let before: Link | undefined
  for (const link of links.toSorted((a, b) => a.sequence - b.sequence)) {
    const { sequence } = link
    const expected = (before?.sequence ?? 0) + 1
    if (sequence < expected || !Number.isInteger(sequence)) {
      faults.push({ kind: 'inserted', chain, sequence })
      continue
    }
    if (sequence > expected)
      faults.push({ kind: 'missing', chain, sequence: expected, through: sequence - 1 })
    else if (
      before !== undefined &&
      link.previous !== before.hash &&
      !changed.has(sequence) &&
      !changed.has(before.sequence)
    )
      faults.push({ kind: 'replaced', chain, sequence: before.sequence })
    before = link
  }
  return faults
}
