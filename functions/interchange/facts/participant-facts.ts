import { listDispositions, type Participant } from '../../records/participant/participant.ts'
import { type Fact, toMilliseconds, toMillisecondsOrNull } from './fact.ts'

/** Enrollment, how participation ended, attributes, arm. */
export function listParticipantFacts(one: Participant): readonly Fact[] {
  const { participant, enrolledAt, locale, timeZone, arm, allocations = [], attributes = [] } = one
  const build = (table: Fact['table'], entry: number, recordedAt: string, values: Fact['values']): Fact => ({
    ...{ table, participant },
    values: { participant, entry, recorded_ms: toMilliseconds(recordedAt), ...values },
  })
  return [
    build('participants', 0, enrolledAt, {
      ...{ enrolled_ms: toMilliseconds(enrolledAt), locale, time_zone: timeZone },
    }),
    ...listDispositions(one).map((of, entry) =>
      build('dispositions', entry, of.recordedAt, {
        how: of.how,
        at_ms: of.how === null ? null : toMillisecondsOrNull(of.at),
        reason: of.how === null ? null : (of.reason ?? null),
      }),
    ),
    ...attributes.map(({ attribute, code, recordedAt }, entry) =>
      build('attributes', entry, recordedAt, { attribute, option: code }),
    ),
    // The arm of the enrollment, or those that were recorded after it.
    ...(allocations.length === 0 && arm !== undefined ? [build('allocations', 0, enrolledAt, { arm })] : []),
    ...allocations.map((of, entry) => build('allocations', entry + 1, of.recordedAt, { arm: of.arm })),
  ]
}
