import type { ListedClinicalEvent } from '../../../web/console/index.ts'
import type { ClinicalEvent } from '../../records/clinical-event/clinical-event.ts'
import { formatClinicalEvents } from '../../workflows/clinical-events/format-events.ts'

/** Events as pages list them: those that stand first. */
export function listEvents(events: readonly ClinicalEvent[]): readonly ListedClinicalEvent[] {
  const { events: standing, voided } = formatClinicalEvents(events)
  return [
    ...standing.map(({ id, at, event }) => ({ id, at, event, voided: null })),
    ...voided.map(({ id, at, event, reason }) => ({ id, at, event, voided: reason })),
  ]
}
