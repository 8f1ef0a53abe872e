import { createParticipantPages } from '../participant-page/participant-page.routes.tsx'
import { createHttpHandler } from '../platform/aws/lambda.ts'
import { readSecret } from '../platform/aws/secret.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createLinkTokens } from '../records/link/link.ts'
import { wireAnswers, wireLinks } from './wire.ts'

const env = readEnvironment('STUDY_TABLE', 'AUDIT_TABLE', 'LINK_SECRET_ARN')
const links = createLinkTokens(await readSecret(env.LINK_SECRET_ARN))

export const handler = createHttpHandler(
  createParticipantPages({ ...wireAnswers(env), ...wireLinks(env), links }),
)
