import { handle } from 'hono/aws-lambda'
import { shippedLibrary } from '../surveys/library.ts'
import { createAssignmentStore } from './assignment/assignment.store.ts'
import { createMembershipStore } from './membership/membership.store.ts'
import { createParticipantStore } from './participant/participant.store.ts'
import { systemClock as clock } from './platform/clock.ts'
import { createDynamo } from './platform/dynamodb.ts'
import { readEnvironment } from './platform/environment.ts'
import { consoleLog as log } from './platform/log.ts'
import { createTokenVerifier } from './platform/tokens.ts'
import { readingApi } from './reading-api.ts'
import { createResponseStore } from './response/response.store.ts'
import { createScoreStore } from './score/score.store.ts'
import { createTreatmentStore } from './treatment/treatment.store.ts'

const env = readEnvironment('STUDY_TABLE', 'OIDC_ISSUER', 'OIDC_CLIENT_ID')
const study = { dynamo: createDynamo(), table: env.STUDY_TABLE }

export const handler = handle(
  readingApi({
    clock,
    log,
    library: shippedLibrary(),
    tokens: createTokenVerifier({ issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID }),
    memberships: createMembershipStore(study),
    participants: createParticipantStore(study),
    assignments: createAssignmentStore(study),
    responses: createResponseStore(study),
    scores: createScoreStore(study),
    treatments: createTreatmentStore(study),
  }),
)
