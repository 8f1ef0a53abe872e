import { handle } from 'hono/aws-lambda'
import { shippedLibrary } from '../surveys/library.ts'
import { createAssignmentStore } from './assignment/assignment.store.ts'
import { createAuditStore } from './audit/audit.store.ts'
import { findLink } from './link/link.store.ts'
import { createLinkTokens, newLinkId } from './link/link.ts'
import { createParticipantStore } from './participant/participant.store.ts'
import { systemClock as clock } from './platform/clock.ts'
import { createDynamo } from './platform/dynamodb.ts'
import { readEnvironment } from './platform/environment.ts'
import { consoleLog as log } from './platform/log.ts'
import { readSecret } from './platform/secret.ts'
import { participantPages } from './response/response.routes.tsx'
import { createResponseStore } from './response/response.store.ts'
import { createAlertStore } from './safety/alert.store.ts'
import { createScoreStore } from './score/score.store.ts'
import { createTreatmentStore } from './treatment/treatment.store.ts'

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
