import { describe, expect, it } from 'vitest'
import { ApiReferencePage, type OpenApiDocument, ProblemTypePage } from '../../../web/reference/index.ts'
import type { Schema } from '../../../web/reference/openapi-view.ts'
import { describeType, listFields } from '../../../web/reference/schema-fields.ts'

const document: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Concord', version: '1' },
  servers: [{ url: '/' }],
  paths: {
    '/api/studies/{study}/participants': {
      post: {
        tags: ['Participants'],
        summary: 'Enrol <someone>',
        parameters: [
          { name: 'study', in: 'path', required: true, schema: { type: 'string', maxLength: 64 } },
        ],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['site', 'smsConsent'],
                properties: {
                  site: { type: 'string', description: 'The clinic' },
                  smsConsent: { type: 'boolean' },
                  arm: { type: 'string' },
                },
              },
            },
          },
        },
        responses: {
          201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Enrolled' } } } },
          409: { description: '`participant-exists`: Enrolled already' },
        },
      },
    },
  },
  components: {
    schemas: {
      Enrolled: {
        type: 'object',
        required: ['participant'],
        properties: {
          participant: { type: 'string' },
          windows: { type: 'array', items: { $ref: '#/components/schemas/Window' } },
        },
      },
      Window: { type: 'object', properties: { dueAt: { type: 'string', format: 'date-time' } } },
    },
  },
}

describe('the API reference', () => {
  const page = String(<ApiReferencePage document={document} />)

  it('lists an operation under its tag with fields, references followed', () => {
    expect(page).toContain('Participants')
    expect(page).toContain('<code>windows[].<wbr/>dueAt</code>')
    expect(page).toContain('string (date-time)')
    expect(page).toContain('required: The clinic')
    expect(page).toContain('<code>participant-exists</code>')
  })

  it('gives a curl command with the members that are required', () => {
    expect(page).toContain('-X POST &quot;$CONCORD/api/studies/$STUDY/participants&quot;')
    expect(page).toContain('{&quot;site&quot;:&quot;…&quot;,&quot;smsConsent&quot;:true}')
  })

  it('never lets a text of the document become markup', () => {
    expect(page).toContain('Enrol &lt;someone&gt;')
  })

  it('has a page for a problem type', () => {
    const problem = {
      code: 'busy',
      status: 503,
      title: 'Try again in a moment',
      detail: 'Nothing was stored.',
    }
    expect(String(<ProblemTypePage problem={problem} />)).toContain('<code>busy</code>')
  })
})

describe('the fields of a schema', () => {
  const fitted: Schema = {
    type: 'object',
    required: ['kind', 'n', 'means'],
    properties: {
      kind: { const: 'fitted' },
      n: { type: 'integer', minimum: 0 },
      means: {
        type: 'array',
        items: {
          anyOf: [
            {
              type: 'object',
              required: ['kind', 'mean'],
              properties: { kind: { const: 'shown' }, mean: { type: 'number' } },
            },
            { type: 'object', required: ['kind'], properties: { kind: { const: 'suppressed' } } },
          ],
        },
      },
    },
  }
  const refused: Schema = {
    type: 'object',
    required: ['kind', 'reason'],
    properties: { kind: { const: 'not-fitted' }, reason: { type: 'string' } },
  }
  const schema: Schema = {
    type: 'object',
    required: ['model'],
    properties: { model: { anyOf: [fitted, refused, { type: 'null' }], description: 'The model' } },
  }
  const fields = new Map(listFields(document, schema).map((field) => [field.path, field]))

  it('hold the members of every form of a union, each with the form that it is in', () => {
    expect(fields.get('model.n')).toMatchObject({ when: 'model.kind is "fitted"', required: true })
    expect(fields.get('model.reason')?.when).toBe('model.kind is "not-fitted"')
    expect(fields.get('model.means[].mean')?.when).toBe('means.kind is "shown"')
  })

  it('name a member of every form once, with all its values', () => {
    expect(fields.get('model.kind')).toMatchObject({ type: '"fitted" | "not-fitted"', when: '' })
    expect([...fields.keys()].filter((path) => path === 'model.kind')).toHaveLength(1)
  })

  it('join the parts of an intersection, and show what a record holds', () => {
    const joined: Schema = {
      allOf: [
        { type: 'object', properties: { a: { type: 'string' } } },
        { type: 'object', properties: { b: { type: 'object', additionalProperties: { type: 'number' } } } },
      ],
    }
    expect(listFields(document, joined).map(({ path }) => path)).toEqual(['a', 'b', 'b.*'])
  })

  it('say what a pair holds', () => {
    expect(describeType(document, { prefixItems: [{ type: 'number' }, { type: 'number' }] })).toBe(
      '[number, number]',
    )
  })
})
