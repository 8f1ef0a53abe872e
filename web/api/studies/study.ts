import * as z from 'zod/mini'
import { hashSchema, idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import { MEMBER_ROLES } from '../members/member-roles.ts'
import { readProblems } from '../problems/request-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'

export const getStudy = {
  method: 'get',
  path: '/api/studies/{study}',
  tag: 'Studies',
  servedBy: 'staff',
  summary: 'Read the study definition and your role in it',
  params: studyParams,
  query: noQuery,
  status: 200,
  reply: z.object({
    definition: studyDefinitionSchema,
    hash: hashSchema,
    membership: z.object({
      role: z.enum(MEMBER_ROLES),
      sites: z.array(idSchema),
      administers: z.boolean(),
      blinded: z.boolean(),
    }),
  }),
  problems: readProblems,
} as const satisfies Contract
