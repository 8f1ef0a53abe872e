import { handle } from 'hono/aws-lambda'
import { shippedLibrary } from '../../surveys/library/library.ts'
import { participantPages } from '../participant-page/participant-page.routes.tsx'
import { createDynamo } from '../platform/aws/dynamodb.ts'
import { readSecret } from '../platform/aws/secret.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { consoleLog as log } from '../platform/core/log.ts'
import { createAlertStore } from '../records/alert/alert.store.ts'
import { createAssignmentStore } from '../records/assessment/assessment.store.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { findLink } from '../records/link/link.store.ts'
import { createLinkTokens, newLinkId } from '../records/link/link.ts'
import { createParticipantStore } from '../records/participant/participant.store.ts'
import { createResponseStore } from '../records/response/response.store.ts'
import { createScoreStore } from '../records/score/score.store.ts'
import { createTreatmentStore } from '../records/treatment/treatment.store.ts'

const env = readEnvironment('STUDY_TABLE', 'AUDIT_TABLE', 'LINK_SECRET_ARN')
const dynamo = createDynamo()
const study = { dynamo, table: env.STUDY_TABLE }

export const handler = handle(
  participantPages({
    clock,
    log,
    library: shippedLibrary(),
    links: createLinkTokens(await readSecret(env.LINK_SECRET_ARN)),
    findLink: (linkId) => findLink(study, linkId),
    assignments: createAssignmentStore(study),
    responses: createResponseStore(study),
    alerts: createAlertStore(study),
    scores: createScoreStore(study),
    participants: createParticipantStore(study),
    treatments: createTreatmentStore(study),
    newLinkId,
    audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
    studyTable: env.STUDY_TABLE,
  }),
)
