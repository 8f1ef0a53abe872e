import { handle } from 'hono/aws-lambda'
import { shippedLibrary } from '../../surveys/library/library.ts'
import { consoleRoutes } from '../console/console.routes.tsx'
import { createSession } from '../console/sign-in/session.ts'
import { createSignIn } from '../console/sign-in/sign-in.ts'
import { createDynamo } from '../platform/aws/dynamodb.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { consoleLog as log } from '../platform/core/log.ts'
import { createTokenVerifier } from '../platform/http/tokens.ts'
import { createAlertStore } from '../records/alert/alert.store.ts'
import { createAssignmentStore } from '../records/assessment/assessment.store.ts'
import { createMembershipStore } from '../records/membership/membership.store.ts'
import { createParticipantStore } from '../records/participant/participant.store.ts'
import { createScoreStore } from '../records/score/score.store.ts'
import { createTreatmentStore } from '../records/treatment/treatment.store.ts'

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
