import * as z from 'zod/mini'
import { contracts } from '../../web/api/contracts.ts'
import type { Contract } from '../../web/api/schemas/contract.ts'
import { plannedChangeSchema } from '../../web/api/treatments/treatment-confirmations.ts'

/** The OpenAPI 3.1 document, written from the very schemas by which the routes validate. */
export function buildOpenApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const contract of contracts)
    paths[contract.path] = { ...paths[contract.path], [contract.method]: buildOperation(contract) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Concord',
      version: '1',
      description: 'Patient-reported outcomes for multi-clinic consensus studies.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: problemSchema },
    },
  }
}

function buildOperation(contract: Contract) {
  const content = {
    ...(!contract.isFile && { 'application/json': { schema: buildJsonSchema(contract.reply, 'output') } }),
    ...Object.fromEntries((contract.alsoReplies ?? []).map((type) => [type, { schema: describeText(type) }])),
  }
  return {
    tags: [contract.tag],
    summary: contract.summary,
    ...(contract.description && { description: contract.description }),
    security: contract.public ? [] : [{ bearer: [] }],
    parameters: [...buildParameters(contract.params, 'path'), ...buildParameters(contract.query, 'query')],
    ...(contract.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: buildJsonSchema(contract.body, 'input') } },
      },
    }),
    responses: {
      [contract.status]: { description: 'Success', content },
      ...(contract.repeatStatus && {
        [contract.repeatStatus]: { description: 'The same request had been sent before', content },
      }),
      ...(contract.redirects && {
        303: {
          description: 'Elsewhere, at the address in Location',
          headers: { Location: { schema: { type: 'string', format: 'uri' } } },
        },
      }),
      ...buildProblemResponses(contract),
    },
  }
}

function describeText(mediaType: string): object {
  return mediaType.startsWith('text/') ? { type: 'string' } : { type: 'string', contentMediaType: mediaType }
}

function buildParameters(schema: z.ZodMiniObject, place: 'path' | 'query') {
  const { properties = {}, required = [] } = buildJsonSchema(schema, 'input') as {
    properties?: Record<string, { description?: string }>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...of }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description && { description }),
    schema: of,
  }))
}

/** Problems of one status stand together, each with its code. */
function buildProblemResponses(contract: Contract) {
  const byStatus = Map.groupBy(contract.problems, ({ status }) => status)
  return Object.fromEntries(
    [...byStatus].map(([status, problems]) => [
      status,
      {
        description: problems.map(({ code, title }) => `\`${code}\`: ${title}`).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function buildJsonSchema(schema: z.ZodMiniType, io: 'input' | 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  })
  return rest
}

const problemSchema = buildJsonSchema(
  z.object({
    type: z.string().check(z.describe('Address of a page about the problem')),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.optional(z.string()).check(z.describe('ID of the request, by which the log knows it')),
    errors: z
      .optional(
        z.array(
          z.object({
            pointer: z.string(),
            code: z.string(),
            detail: z.string(),
            participants: z
              .optional(z.array(z.string()))
              .check(z.describe('Study IDs of the participants that the refusal is about')),
          }),
        ),
      )
      .check(z.describe('The invalid fields, without their values')),
    confirm: z.optional(z.array(z.string())).check(z.describe('What the request has to confirm')),
    plan: z
      .optional(z.array(plannedChangeSchema))
      .check(z.describe('Assessments that the change would plan, move, cancel or leave out')),
  }),
  'output',
)
