import { MINUTE_MS, shiftIso } from '../../platform/core/clock.ts'
import { type AuditStore, formatStudyChain } from '../../records/audit/audit.store.ts'
import type { AuditEntry } from '../../records/audit/audit.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'

/** Whoever closes and whoever runs may use two machines: AWS takes requests of clocks that are some minutes off. */
const CLOCKS_MS = 15 * MINUTE_MS

/** Tables that must stay closed. */
export class OpeningRefused extends Error {}

type Deps = {
  readonly audit: Pick<AuditStore, 'listChain'>
  readonly library: Pick<StudyLibrary, 'listStudies'>
}

/**
 * Half a restore must not be let out: it texts people who said STOP. A run says in the chain of each study when it begins and
 * when it is done. The newest that began since the tables were closed must be done, in each; an earlier one that was done
 * says nothing of what the newest left behind.
 *
 * @param closedAt since when the table that was closed last is closed, ISO 8601
 * @param isAbandoned nothing was to be restored: refused all the same where a run has begun
 * @throws OpeningRefused
 */
export async function requireFinishedRun(
  { audit, library }: Deps,
  closedAt: string,
  isAbandoned: boolean,
): Promise<void> {
  const since = shiftIso(closedAt, -CLOCKS_MS)
  for (const { study } of await library.listStudies()) {
    const entries = (await audit.listChain(formatStudyChain(study))).filter(({ at }) => at >= since)
    const newest = entries.findLast(({ action }) => action === 'tables.restore-begun')
    if (!newest) {
      if (isAbandoned) continue
      throw new OpeningRefused('Nothing was restored since the tables were closed. See --abandon.')
    }
    if (!entries.some((one) => one.action === 'tables.restored' && findRun(one) === findRun(newest)))
      throw new OpeningRefused('The newest run has not finished. Begin it again, with the same order.')
  }
}

function findRun({ about }: AuditEntry): string | number | undefined {
  return about?.run
}
