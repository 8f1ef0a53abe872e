import { createGivenTags } from '../participant-page/given-here.ts'
import { createPageStates } from '../participant-page/page-state.ts'
import { createParticipantPages } from '../participant-page/participant-page.routes.tsx'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { createPreparedHandler } from '../platform/aws/lambda.ts'
import { readSecret } from '../platform/aws/secret.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import type { ParticipantScope } from '../platform/core/scope.ts'
import type { Erasure } from '../records/erasure/erasure.ts'
import { log, wireAnswers, wireInterviews, wireLinks } from './wire.ts'
import { wireLibrary } from './wire-library.ts'

const env = readEnvironment('STUDY_TABLE', 'LIBRARY_TABLE', 'AUDIT_TABLE', 'LINK_SECRET_ARN', 'PUBLIC_URL')
const wired = {
  ...{ ...wireAnswers(env), ...wireInterviews(env), publicUrl: env.PUBLIC_URL },
  erasures: { find: findErasure },
}

/** Loaded with the first participant who asks: nobody who answers questions waits for it. */
async function findErasure(scope: ParticipantScope): Promise<Erasure | undefined> {
  const { wireErasures } = await import('./wire-erasures.ts')
  return wireErasures(env).erasures.find(scope)
}

export const handler = createPreparedHandler(log, async () => {
  // Neither waits for the other, and the first request for neither.
  const [secrets] = await Promise.all([readSecret(env.LINK_SECRET_ARN), wireLibrary(env).directory.read()])
  return createHttpHandler(
    createParticipantPages({
      ...{ ...wired, ...wireLinks(env, secrets) },
      pageStates: createPageStates(secrets),
      givenTags: createGivenTags(secrets, env.PUBLIC_URL),
    }),
  )
})
