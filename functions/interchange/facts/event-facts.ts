import { formatCanonicalJson } from '../../../surveys/values/canonical.ts'
import { type ClinicalEvent, isRecording } from '../../records/clinical-event/clinical-event.ts'
import { type Fact, toMilliseconds } from './fact.ts'

/** A clinical event as it was recorded and voided in turn: its lists are closed, and nobody writes in it. */
export function listEventFacts({ participant, id, at, entries }: ClinicalEvent): readonly Fact[] {
  return entries.map((one, entry): Fact => {
    const event = isRecording(one) ? one.event : undefined
    return {
      ...{ table: 'events', participant },
      values: {
        ...{
          participant,
          event: id,
          entry,
          recorded_ms: toMilliseconds(one.recordedAt),
          at_ms: toMilliseconds(at),
        },
        kind: event?.kind ?? null,
        reason: event && 'reason' in event ? event.reason : null,
        detail: event ? formatCanonicalJson(event) : null,
      },
    }
  })
}
