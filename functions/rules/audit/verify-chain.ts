import { computeContentHash } from '../../../surveys/values/canonical.ts'
import type { AuditEntry } from '../../records/audit/audit.ts'
import type { AuditFault } from './audit-fault.ts'
import { type Hashes, nameArchiveFaults } from './compare-archive.ts'
import { nameChainFaults } from './name-faults.ts'

/**
 * The faults of one chain by itself and beside some of its entries as they were archived.
 *
 * @param entries the chain as it is stored, whole
 * @param archived hashes by number, of one entry at least
 */
export function verifyChain(chain: string, entries: readonly AuditEntry[], archived: Hashes): AuditFault[] {
  const changed = new Set(
    entries
      .filter(({ hash, ...unsealed }) => computeContentHash(unsealed) !== hash)
      .map(({ sequence }) => sequence),
  )
  const last = entries.at(-1)?.sequence ?? 0
  const through = Math.max(...archived.keys())
  const beside: Hashes = new Map(
    entries.flatMap(({ sequence, hash }) => (archived.has(sequence) ? [[sequence, new Set([hash])]] : [])),
  )
  return [
    ...[...changed].map((sequence): AuditFault => ({ kind: 'changed', chain, sequence })),
    ...nameChainFaults(chain, entries, changed),
    ...(through > last ? [{ kind: 'cut-off', chain, sequence: last + 1, through } as const] : []),
    ...nameArchiveFaults(chain, archived, beside),
  ]
}
