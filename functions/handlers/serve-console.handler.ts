import { createConsoleRoutes } from '../console/console.routes.tsx'
import { createSession } from '../console/sign-in/session.ts'
import { createSignIn } from '../console/sign-in/sign-in.ts'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { wireAlerts, wireReading, wireStaff } from './wire.ts'
import { wireErasures } from './wire-erasures.ts'

const env = readEnvironment('STUDY_TABLE', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'PUBLIC_URL')
const oidc = { issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID }

export const handler = createHttpHandler(
  createConsoleRoutes({
    ...{ ...wireReading(env), ...wireStaff(env), ...wireAlerts(env), ...wireErasures(env) },
    publicUrl: env.PUBLIC_URL,
    session: createSession(env.PUBLIC_URL),
    signIn: createSignIn({ ...oidc, redirectUri: `${env.PUBLIC_URL}/console/callback` }),
  }),
)
