import { createPageStates } from '../participant-page/page-state.ts'
import { createParticipantPages } from '../participant-page/participant-page.routes.tsx'
import { createHttpHandler } from '../platform/aws/lambda.ts'
import { readSecret } from '../platform/aws/secret.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { wireAnswers, wireInterviews, wireLinks } from './wire.ts'

const env = readEnvironment('STUDY_TABLE', 'AUDIT_TABLE', 'LINK_SECRET_ARN', 'PUBLIC_URL')
const secrets = await readSecret(env.LINK_SECRET_ARN)

export const handler = createHttpHandler(
  createParticipantPages({
    ...{ ...wireAnswers(env), ...wireInterviews(env), ...wireLinks(secrets) },
    pageStates: createPageStates(secrets),
    publicUrl: env.PUBLIC_URL,
  }),
)
