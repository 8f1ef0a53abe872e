import { createEventHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { grantMembership } from '../records/membership/membership.store.ts'
import { membershipSchema } from '../records/membership/membership.ts'
import { log, wireMemberships } from './wire.ts'

const deps = wireMemberships(readEnvironment('STUDY_TABLE', 'AUDIT_TABLE'))

/** Invoked by an operator: `aws lambda invoke`, with a membership as the payload. */
export const handler = createEventHandler(log, membershipSchema, async (membership) => ({
  result: await grantMembership(deps, membership),
}))
