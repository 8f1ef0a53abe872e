import type { SigningKey } from '../../platform/aws/signing-key.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import type { Log } from '../../platform/core/log.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import { type AuditArchive, parseArchivedEntries } from '../../records/audit/audit-archive.store.ts'
import { digestAnchor, digestObject } from '../../records/audit/audit-archive.ts'
import { formatAuditFault } from '../../rules/audit/audit-fault.ts'
import { addHash, type Hashes } from '../../rules/audit/compare-archive.ts'
import { verifyChain } from '../../rules/audit/verify-chain.ts'

type Deps = {
  readonly archive: AuditArchive
  readonly key: SigningKey
  readonly audit: Pick<AuditStore, 'listChain'>
  readonly clock: Clock
  readonly log: Log
}

export type DayVerification = {
  readonly objects: number
  readonly chains: number
  /** Chains of that day that no time was left for. */
  readonly left: number
  readonly faults: number
  /** The first of them, for whoever invokes the function by hand: a log has no field for them. */
  readonly named: readonly string[]
}

const MAX_NAMED = 20
const DAY_MILLISECONDS = 86_400_000

/**
 * Verifies the newest anchor, its objects, and every chain that an entry of that day was added to, whole. A chain that
 * nothing was added to is verified by the operator's command alone. Whatever is wrong is logged, with an alarm.
 *
 * @param isTimeLeft asked before each chain
 */
export async function verifyArchivedDay(deps: Deps, isTimeLeft: () => boolean): Promise<DayVerification> {
  const faults: string[] = []
  const { clock, archive } = deps
  const newest = await archive.findLastAnchor()
  if (newest === undefined || isOld(newest.anchor.day, clock)) faults.push('no anchor of yesterday')
  const digest = newest && digestAnchor(newest.anchor)
  if (digest && !(await deps.key.verify(digest, Buffer.from(newest.signature, 'base64'))))
    faults.push(`the anchor of ${newest.anchor.day} is not signed by the key`)
  const chains = new Map<string, Hashes>()
  for (const { key, sha256 } of newest?.anchor.objects ?? []) {
    const body = await archive.findObject(key)
    if (body === undefined || digestObject(body) !== sha256) {
      faults.push(`${key}: not as it was anchored`)
      continue
    }
    for (const item of parseArchivedEntries(body)) {
      if (item.kind === 'unreadable') {
        faults.push(`${key}: not an audit entry`)
        continue
      }
      const { scope: chain, sequence, hash } = item.entry
      const hashes = chains.get(chain) ?? new Map()
      addHash(hashes, { chain, sequence, hash })
      chains.set(chain, hashes)
    }
  }
  let verified = 0
  for (const [chain, archived] of chains) {
    if (!isTimeLeft()) break
    faults.push(...(await verifyStoredChain(deps, chain, archived)))
    verified += 1
  }
  const result = {
    objects: newest?.anchor.objects.length ?? 0,
    ...{ chains: verified, left: chains.size - verified },
    ...{ faults: faults.length, named: faults.slice(0, MAX_NAMED) },
  }
  if (faults.length > 0) deps.log.error('the audit trail has a fault', { count: faults.length })
  return result
}

async function verifyStoredChain({ audit }: Deps, chain: string, archived: Hashes): Promise<string[]> {
  try {
    return verifyChain(chain, await audit.listChain(chain), archived).map(formatAuditFault)
  } catch (error) {
    // An item that is no entry. What DynamoDB refuses is the function's own failure.
    if (error instanceof Error && error.name === '$ZodError') return [`${chain}: not an audit entry in it`]
    throw error
  }
}

function isOld(day: string, clock: Clock): boolean {
  return Date.parse(formatIso(clock.now())) - Date.parse(day) >= 2 * DAY_MILLISECONDS
}
