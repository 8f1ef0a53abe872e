import * as z from 'zod/mini'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { membershipSchema } from '../records/membership/membership.ts'
import { grantMembership, revokeMembership } from '../workflows/access/change-members.ts'
import { log } from './wire.ts'
import { wireMembers } from './wire-members.ts'

const deps = wireMembers(readEnvironment('MEMBERS_TABLE', 'LIBRARY_TABLE', 'AUDIT_TABLE'))

/** Who invokes it: a person's name or address, as the organisation knows them. It stands in the audit trail. */
const by = z.string().check(z.minLength(1), z.maxLength(128))
const orderSchema = z.union([
  z.strictObject({ ...membershipSchema.shape, by }),
  z.strictObject({
    sub: membershipSchema.shape.sub,
    study: membershipSchema.shape.study,
    revoke: z.literal(true),
    by,
  }),
])

/** Invoked by an operator: `aws lambda invoke`, with a membership as the payload, or with one to be revoked. */
export const handler = createEventHandler(log, orderSchema, async ({ by, ...order }) => {
  const actor = { kind: 'operator', by } as const
  if ('revoke' in order) {
    await revokeMembership(deps, actor, order)
    return { result: 'revoked' }
  }
  const { outcome } = await grantMembership(deps, actor, order)
  return { result: outcome }
})
