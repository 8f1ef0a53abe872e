import type { StudyDefinition } from '../../surveys/study/definition.ts'
import { putLink } from '../link/link.store.ts'
import type { Participant } from '../participant/participant.ts'
import { instantOf } from '../platform/clock.ts'
import type { NamedWrite } from '../platform/dynamodb.ts'
import { assignmentOf, type ParticipantScope } from '../platform/scope.ts'
import { putAssignment } from './assignment.store.ts'
import { planAssignment, timepointsAnchoredOn } from './assignment.ts'

/** The writes of every assignment that counts from an anchor, each with a link of its own, once the anchor's instant is known. */
export function planAnchor(
  deps: { readonly studyTable: string; readonly newLinkId: () => string },
  study: StudyDefinition,
  anchor: string,
  scope: ParticipantScope,
  participant: Participant,
  anchoredAt: string,
): readonly NamedWrite[] {
  return timepointsAnchoredOn(study, anchor).flatMap((timepoint) => {
    const linkId = deps.newLinkId()
    const assignment = planAssignment(study, timepoint, { ...participant, linkId }, instantOf(anchoredAt))
    return [
      putAssignment(deps.studyTable, scope, assignment),
      putLink(deps.studyTable, linkId, assignmentOf(scope, timepoint.id)),
    ]
  })
}
