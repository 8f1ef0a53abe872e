import { handle } from 'hono/aws-lambda'
import { shippedLibrary } from '../../surveys/library/library.ts'
import { readingApi } from '../api/reading-api.ts'
import { createDynamo } from '../platform/aws/dynamodb.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { consoleLog as log } from '../platform/core/log.ts'
import { createTokenVerifier } from '../platform/http/tokens.ts'
import { createAssignmentStore } from '../records/assessment/assessment.store.ts'
import { createMembershipStore } from '../records/membership/membership.store.ts'
import { createParticipantStore } from '../records/participant/participant.store.ts'
import { createResponseStore } from '../records/response/response.store.ts'
import { createScoreStore } from '../records/score/score.store.ts'
import { createTreatmentStore } from '../records/treatment/treatment.store.ts'

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
