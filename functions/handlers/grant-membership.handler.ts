import * as z from 'zod/mini'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { membershipSchema } from '../records/membership/membership.ts'
import { organisationSchema } from '../records/organisation/organisation.ts'
import { grantMembership, revokeMembership } from '../workflows/access/change-members.ts'
import { adoptStudy, foundOrganisation } from '../workflows/organisations/change-organisation.ts'
import { log } from './wire.ts'
import { wireMembers } from './wire-members.ts'

const deps = wireMembers(readEnvironment('MEMBERS_TABLE', 'LIBRARY_TABLE', 'AUDIT_TABLE'))

/** Who invokes it: a person's name or address, as the organisation knows them. It stands in the audit trail. */
const by = z.string().check(z.minLength(1), z.maxLength(128))
const orderSchema = z.union([
  z.strictObject({
    organisation: organisationSchema,
    administrator: z.strictObject({ sub: membershipSchema.shape.sub, name: membershipSchema.shape.name }),
    by,
  }),
  z.strictObject({ organisation: organisationSchema.shape.id, adopt: membershipSchema.shape.study, by }),
  z.strictObject({ ...membershipSchema.shape, by }),
  z.strictObject({
    sub: membershipSchema.shape.sub,
    study: membershipSchema.shape.study,
    revoke: z.literal(true),
    by,
  }),
])

/** Invoked by an operator: `aws lambda invoke`, with a membership as the payload or with one to be revoked, or with
 * an organisation and an administrator of it, or a study that is to be an organisation’s. */
export const handler = createEventHandler(log, orderSchema, async ({ by, ...order }) => {
  const actor = { kind: 'operator', by } as const
  if ('administrator' in order)
    return { result: await foundOrganisation(deps, by, order.organisation, order.administrator) }
  if ('adopt' in order)
    return { result: await adoptStudy(deps, actor, { organisation: order.organisation, study: order.adopt }) }
  if ('revoke' in order) {
    await revokeMembership(deps, actor, order)
    return { result: 'revoked' }
  }
  const { outcome } = await grantMembership(deps, actor, order)
  return { result: outcome }
})
