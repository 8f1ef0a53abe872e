import * as z from 'zod/mini'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { readSecret } from '../platform/aws/secret.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createAdmission } from '../platform/http/admission.ts'
import { log } from './wire.ts'

const { ORIGIN_SECRET_ARN } = readEnvironment('ORIGIN_SECRET_ARN')
const admits = createAdmission({ clock, readSecret: () => readSecret(ORIGIN_SECRET_ARN) })

/** What the gateway’s authorizer gets; the gateway keeps the answer for as long as the stack says. */
const eventSchema = z.object({ identitySource: z.array(z.string()) })

export const handler = createEventHandler(log, eventSchema, async ({ identitySource }) => ({
  isAuthorized: await admits(identitySource[0] ?? ''),
  // From here on CloudFront’s own headers may be believed.
  context: { front: 'cloudfront' },
}))
