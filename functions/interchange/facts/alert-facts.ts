import type { SafetyAlert } from '../../records/alert/alert.ts'
import { type Fact, toMilliseconds } from './fact.ts'

/** What became of an alert: neither its evidence nor who handled it. */
export function listAlertFacts({
  participant,
  id,
  rule,
  instrument,
  timepoint,
  steps,
}: SafetyAlert): readonly Fact[] {
  return steps.map(
    ({ at, step }, entry): Fact => ({
      ...{ table: 'alerts', participant },
      values: {
        ...{ participant, alert: id, entry, recorded_ms: toMilliseconds(at), step },
        ...{ rule, instrument, timepoint },
      },
    }),
  )
}
