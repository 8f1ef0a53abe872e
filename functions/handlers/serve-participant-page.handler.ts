import { createGivenTags } from '../participant-page/given-here.ts'
import { createPageStates } from '../participant-page/page-state.ts'
import { createParticipantPages } from '../participant-page/participant-page.routes.tsx'
import { createHttpHandler, createPreparedHandler } from '../platform/aws/lambda.ts'
import { readSecret } from '../platform/aws/secret.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { log, wireAnswers, wireErasures, wireInterviews, wireLinks } from './wire.ts'

const env = readEnvironment('STUDY_TABLE', 'AUDIT_TABLE', 'LINK_SECRET_ARN', 'PUBLIC_URL')
const wired = { ...wireAnswers(env), ...wireInterviews(env), ...wireErasures(env), publicUrl: env.PUBLIC_URL }

export const handler = createPreparedHandler(log, async () => {
  const secrets = await readSecret(env.LINK_SECRET_ARN)
  return createHttpHandler(
    createParticipantPages({
      ...{ ...wired, ...wireLinks(secrets) },
      pageStates: createPageStates(secrets),
      givenTags: createGivenTags(secrets, env.PUBLIC_URL),
    }),
  )
})
