import { handle } from 'hono/aws-lambda'
import { shippedLibrary } from '../surveys/library.ts'
import { createAssignmentStore } from './assignment/assignment.store.ts'
import { consoleRoutes } from './console/console.routes.tsx'
import { createSession } from './console/session.ts'
import { createSignIn } from './console/sign-in.ts'
import { createMembershipStore } from './membership/membership.store.ts'
import { createParticipantStore } from './participant/participant.store.ts'
import { systemClock as clock } from './platform/clock.ts'
import { createDynamo } from './platform/dynamodb.ts'
import { readEnvironment } from './platform/environment.ts'
import { consoleLog as log } from './platform/log.ts'
import { createTokenVerifier } from './platform/tokens.ts'
import { createAlertStore } from './safety/alert.store.ts'
import { createScoreStore } from './score/score.store.ts'
import { createTreatmentStore } from './treatment/treatment.store.ts'

const env = readEnvironment('STUDY_TABLE', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'PUBLIC_URL')
const study = { dynamo: createDynamo(), table: env.STUDY_TABLE }
const oidc = { issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID }

export const handler = handle(
  consoleRoutes({
    clock,
    log,
    library: shippedLibrary(),
    publicUrl: env.PUBLIC_URL,
    session: createSession(env.PUBLIC_URL),
    signIn: createSignIn({ ...oidc, redirectUri: `${env.PUBLIC_URL}/console/callback` }),
    tokens: createTokenVerifier(oidc),
    memberships: createMembershipStore(study),
    participants: createParticipantStore(study),
    assignments: createAssignmentStore(study),
    scores: createScoreStore(study),
    treatments: createTreatmentStore(study),
    alerts: createAlertStore(study),
  }),
)
