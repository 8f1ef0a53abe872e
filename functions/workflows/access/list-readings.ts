import type { listReadings as contract } from '../../../web/api/members/readings.ts'
import type { Reply } from '../../../web/api/schemas/contract.ts'
import { type AuditStore, formatReadsChain } from '../../records/audit/audit.store.ts'

type Reading = Reply<typeof contract>['readings'][number]

/**
 * What one person read and exported on one day, in the order of time.
 *
 * @param day such as `2026-07-05`, in UTC
 * @param participant only what showed this one, by study ID
 */
export async function listReadings(
  { audit }: { readonly audit: Pick<AuditStore, 'listChain'> },
  {
    study,
    sub,
    day,
    participant,
  }: { study: string; sub: string; day: string; participant?: string | undefined },
): Promise<Reading[]> {
  const entries = await audit.listChain(formatReadsChain(study, sub, day))
  return entries
    .map(({ at, action, about = {} }) => ({ at, action: action as Reading['action'], about }))
    .filter(({ about }) => participant === undefined || names(about, participant))
}

function names({ participants, participant }: Reading['about'], wanted: string): boolean {
  return (
    participant === wanted ||
    String(participants ?? '')
      .split(' ')
      .includes(wanted)
  )
}
