import type {
  ClinicalEventList,
  RecordedClinicalEvent,
} from '../../../web/api/clinical-events/clinical-event.ts'
import { formatClinicalEventId } from '../../../web/api/clinical-events/clinical-events.ts'
import {
  type ClinicalEvent,
  type EventRecording,
  findLastRecording,
} from '../../records/clinical-event/clinical-event.ts'

export function formatClinicalEvent(
  at: string,
  { event, recordedAt, by }: EventRecording,
): RecordedClinicalEvent {
  return { id: formatClinicalEventId(event, at), at, event, recordedAt, by }
}

/** Those that stand and those that were voided, as the API and the pages list them. */
export function formatClinicalEvents(events: readonly ClinicalEvent[]): ClinicalEventList {
  const read = events.map(({ at, entries }) => {
    const { recording, voiding } = findLastRecording({ entries })
    return { shown: formatClinicalEvent(at, recording), voiding }
  })
  return {
    events: read.flatMap(({ shown, voiding }) => (voiding ? [] : [shown])),
    voided: read.flatMap(({ shown, voiding }) =>
      voiding
        ? [{ ...shown, voidedAt: voiding.recordedAt, voidedBy: voiding.by, reason: voiding.voided }]
        : [],
    ),
  }
}
