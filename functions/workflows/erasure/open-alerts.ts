import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { AlertStore } from '../../records/alert/alert.store.ts'

export type OpenAlertDeps = { readonly alerts: Pick<AlertStore, 'listByParticipant'> }

/** Whether somebody may still have to call: nobody could once the number is erased. */
export async function hasOpenAlert({ alerts }: OpenAlertDeps, scope: ParticipantScope): Promise<boolean> {
  return (await alerts.listByParticipant(scope)).some(({ state }) => state !== 'closed')
}
