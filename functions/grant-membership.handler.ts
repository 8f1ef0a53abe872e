import middy from '@middy/core'
import { createAuditStore } from './audit/audit.store.ts'
import { grantMembership } from './membership/membership.store.ts'
import { membershipSchema } from './membership/membership.ts'
import { systemClock as clock } from './platform/clock.ts'
import { createDynamo } from './platform/dynamodb.ts'
import { readEnvironment } from './platform/environment.ts'

const env = readEnvironment('STUDY_TABLE', 'AUDIT_TABLE')
const dynamo = createDynamo()
const audit = createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock })

/** Invoked by an operator: `aws lambda invoke`, with a membership as the payload. */
export const handler = middy().handler(async (event: unknown) => ({
  result: await grantMembership({ dynamo, table: env.STUDY_TABLE, audit }, membershipSchema.parse(event)),
}))
