import middy from '@middy/core'
import { createDynamo } from '../platform/aws/dynamodb.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { grantMembership } from '../records/membership/membership.store.ts'
import { membershipSchema } from '../records/membership/membership.ts'

const env = readEnvironment('STUDY_TABLE', 'AUDIT_TABLE')
const dynamo = createDynamo()
const audit = createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock })

/** Invoked by an operator: `aws lambda invoke`, with a membership as the payload. */
export const handler = middy().handler(async (event: unknown) => ({
  result: await grantMembership({ dynamo, table: env.STUDY_TABLE, audit }, membershipSchema.parse(event)),
}))
