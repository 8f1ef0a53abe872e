import type * as z from 'zod/mini'
import { MISSING_OPTION } from '../../../surveys/study/attribute.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { formatCanonicalJson } from '../../../surveys/values/canonical.ts'
import type { changeParticipant as contract } from '../../../web/api/participants/participant.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { Participant } from '../../records/participant/participant.ts'
import { findAttributeCodes } from '../../records/participant/participant-attributes.ts'
import { type AttributeChoice, listChoiceFaults } from '../../rules/attributes/attribute-choices.ts'
import { changeSchedule, requireRoomForHistory, type ScheduleDeps } from '../schedule/change-schedule.ts'

export type ParticipantChange = z.output<typeof contract.body>

/**
 * Changes what the study keeps of a participant, and reschedules what follows from it, in one transaction with the audit
 * entry. An attribute that is corrected keeps what was recorded before. The same again changes nothing.
 *
 * @param by sign-in ID
 * @returns `nobody` for a participant that there is not
 * @throws ProblemError 422 for an attribute, option or arm that the study does not have, a required attribute that is removed, and
 * an arm that is corrected without a reason; 409
 * without room for another correction; 503 when the races do not end
 */
export function changeParticipant(
  deps: ScheduleDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  change: ParticipantChange,
  by: string,
): Promise<'changed' | 'unchanged' | 'nobody'> {
  const faults = [...listChoiceFaults(study, change.attributes ?? []), ...listArmFaults(study, change)]
  if (faults.length > 0) throw new ProblemError(platformProblems.invalidInput, faults)
  return changeSchedule<'unchanged' | 'nobody'>(deps, study, scope, (read) => {
    if (!read) return 'nobody'
    const before = read.participant
    requireArmReason(before, change)
    const participant = applyChange(before, change, { recordedAt: formatIso(deps.clock.now()), by })
    if (formatCanonicalJson(participant) === formatCanonicalJson(before)) return 'unchanged'
    requireRoomForHistory(read)
    return {
      participant,
      writes: [],
      event: {
        action: 'participant.changed',
        actor: { kind: 'coordinator', sub: by },
        about: {
          ...{ timeZone: participant.timeZone, locale: participant.locale },
          ...describeCorrections(before, participant),
          // Which arm stands in no entry: who is blinded may read the trail.
          ...(participant.arm !== before.arm && {
            allocation: before.arm === undefined ? 'recorded' : 'corrected',
          }),
        },
      },
    }
  })
}

function listArmFaults({ arms }: StudyDefinition, { arm }: ParticipantChange): readonly FieldFault[] {
  if (arm === undefined || arms.some(({ id }) => id === arm)) return []
  return [{ pointer: '/arm', code: 'unknown-arm', detail: 'must be one of the study’s arms' }]
}

function requireArmReason(before: Participant, { arm, armReason }: ParticipantChange): void {
  if (arm === undefined || before.arm === undefined || arm === before.arm || armReason !== undefined) return
  throw new ProblemError(platformProblems.invalidInput, [
    { pointer: '/armReason', code: 'needed', detail: 'must say why the arm that stands there is wrong' },
  ])
}

type Recording = { readonly recordedAt: string; readonly by: string }

function applyChange(
  participant: Participant,
  { timeZone, locale, textAt, channel, attributes = [], arm, armReason: reason }: ParticipantChange,
  recording: Recording,
): Participant {
  const { textAt: before, ...rest } = participant
  const at = textAt === undefined ? before : (textAt ?? undefined)
  const codes = findAttributeCodes(rest.attributes)
  const corrected = attributes.filter(({ attribute, option }) => (codes.get(attribute) ?? null) !== option)
  return {
    ...rest,
    ...(timeZone !== undefined && { timeZone }),
    ...(locale !== undefined && { locale }),
    ...(at !== undefined && { textAt: at }),
    ...(channel !== undefined && { channel }),
    ...(arm !== undefined &&
      arm !== rest.arm && {
        arm,
        allocations: [
          ...(rest.allocations ?? []),
          { arm, ...recording, ...(rest.arm !== undefined && reason !== undefined && { reason }) },
        ],
      }),
    ...(corrected.length > 0 && {
      attributes: [...(rest.attributes ?? []), ...buildAttributeEntries(corrected, recording)],
    }),
  }
}

/** Choices as they are stored. */
export function buildAttributeEntries(choices: readonly AttributeChoice[], { recordedAt, by }: Recording) {
  return choices.map(({ attribute, option }) => ({ attribute, code: option, recordedAt, by }))
}

/** Each attribute that is another now, before and after, in codes. */
function describeCorrections(before: Participant, after: Participant): Record<string, string> {
  const [old, now] = [findAttributeCodes(before.attributes), findAttributeCodes(after.attributes)]
  const corrected = [...new Set([...old.keys(), ...now.keys()])].filter((id) => old.get(id) !== now.get(id))
  return Object.fromEntries(
    corrected.flatMap((id) => [
      [`attribute.${id}.before`, old.get(id) ?? MISSING_OPTION],
      [`attribute.${id}.after`, now.get(id) ?? MISSING_OPTION],
    ]),
  )
}
