import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { createLog } from '../platform/aws/log.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createReferenceRoutes } from '../public-pages/reference.routes.tsx'

const env = readEnvironment('PUBLIC_URL', 'OIDC_ISSUER', 'OIDC_COMMAND_LINE_ID')
const resource = {
  publicUrl: env.PUBLIC_URL,
  issuer: env.OIDC_ISSUER,
  commandLineId: env.OIDC_COMMAND_LINE_ID,
}

export const handler = createHttpHandler(createReferenceRoutes({ log: createLog(), resource }))
