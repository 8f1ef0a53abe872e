import * as z from 'zod'
import { instrumentDefinitionSchema } from '../../surveys/instrument/definition.ts'
import { idSchema, versionSchema } from '../../surveys/instrument/vocabulary.ts'
import { studyDefinitionSchema } from '../../surveys/study/definition.ts'
import { readProblems, studyParams } from '../participant/participant.contract.ts'
import { type Contract, noParams, noQuery } from '../platform/contract.ts'
import { platformProblems } from '../platform/problem.ts'
import { studyProblems } from './study.problems.ts'

const hashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256 of the canonical JSON')

export const getStudy = {
  method: 'get',
  path: '/api/studies/{study}',
  tag: 'Studies',
  summary: 'The study definition and your part in it',
  params: studyParams,
  query: noQuery,
  status: 200,
  reply: z.object({
    definition: studyDefinitionSchema,
    hash: hashSchema,
    membership: z.object({ role: z.enum(['coordinator', 'lead']), sites: z.array(idSchema) }),
  }),
  problems: readProblems,
} as const satisfies Contract

export const listInstruments = {
  method: 'get',
  path: '/api/instruments',
  tag: 'Instruments',
  summary: 'Every published instrument version',
  public: true,
  params: noParams,
  query: z.strictObject({
    cursor: z.string().max(80).optional().describe('`next` of the page before'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  status: 200,
  reply: z.object({
    instruments: z.array(
      z.object({
        id: idSchema,
        version: versionSchema,
        title: z.record(z.string(), z.string()),
        evidence: z.enum(['established', 'unconfirmed', 'unvalidated']),
        hash: hashSchema,
      }),
    ),
    next: z.string().nullable(),
  }),
  problems: [platformProblems.invalidInput],
} as const satisfies Contract

export const exportInstrument = {
  method: 'get',
  path: '/api/instruments/{id}/{version}/fhir',
  tag: 'Instruments',
  summary: 'One instrument version as a FHIR R4 Questionnaire',
  public: true,
  params: z.strictObject({ id: idSchema, version: versionSchema }),
  query: noQuery,
  status: 200,
  reply: z.looseObject({ resourceType: z.literal('Questionnaire') }),
  problems: [platformProblems.notFound, studyProblems.notExpressible],
} as const satisfies Contract

export const getInstrument = {
  method: 'get',
  path: '/api/instruments/{id}/{version}',
  tag: 'Instruments',
  summary: 'One instrument version: immutable, with its content hash as ETag',
  public: true,
  params: z.strictObject({ id: idSchema, version: versionSchema }),
  query: noQuery,
  status: 200,
  reply: instrumentDefinitionSchema,
  problems: [platformProblems.notFound],
} as const satisfies Contract
