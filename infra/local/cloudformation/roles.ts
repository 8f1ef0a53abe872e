import * as z from 'zod'
import { type LocalValues, resolveIntrinsic } from './intrinsics.ts'
import type { Assembly, StackTemplate } from './template.ts'

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())

/** Only the forms that the templates use: what is not understood is refused when it is read, and never passed over. */
const statement = z.strictObject({
  Effect: z.literal('Allow'),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.strictObject({ StringEquals: z.record(z.string(), z.string()) }).optional(),
  Sid: z.string().optional(),
})
const policy = z.object({
  Roles: z.array(z.string()),
  PolicyDocument: z.object({ Statement: z.array(statement) }),
})
const withRole = z.object({ Role: z.string().optional() })

/** One statement of a role's policies: what it allows, on what, and under which condition. */
export type RoleStatement = z.infer<typeof statement>

/**
 * What the role of each function allows, by the function's logical ID.
 *
 * @throws ZodError for a policy in a form that local mode does not evaluate, such as a denial
 */
export function readRoles(
  assembly: Assembly,
  values: LocalValues,
): ReadonlyMap<string, readonly RoleStatement[]> {
  const allowed = new Map<string, RoleStatement[]>()
  const list = <S extends z.ZodType>(type: string, schema: S) =>
    assembly.stacks.flatMap((stack: StackTemplate) =>
      [...stack.resources.values()]
        .filter((resource) => resource.type === type)
        .map((resource) => {
          const properties = resolveIntrinsic(resource.properties, stack, assembly, values)
          return { logicalId: resource.logicalId, properties: schema.parse(properties) }
        }),
    )
  for (const { properties } of list('AWS::IAM::Policy', policy))
    for (const role of properties.Roles)
      allowed.set(role, [...(allowed.get(role) ?? []), ...properties.PolicyDocument.Statement])
  return new Map(
    list('AWS::Lambda::Function', withRole).map(({ logicalId, properties: { Role } }) => [
      logicalId,
      allowed.get(Role?.split(':').at(-1) ?? '') ?? [],
    ]),
  )
}
