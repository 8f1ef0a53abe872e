import { describe, expect, it } from 'vitest'
import { ApiReferencePage, type OpenApiDocument, ProblemTypePage } from '../../../web/reference/index.ts'

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
    expect(page).toContain('<code>windows[].dueAt</code>')
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
