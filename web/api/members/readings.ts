import * as z from 'zod/mini'
import { memberProblems } from '../problems/member-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import type { Contract } from '../schemas/contract.ts'
import { memberParams } from './members.ts'

/** One request by which somebody read identified data, or exported rows of participants. */
const readingSchema = z.object({
  at: z.string(),
  action: z.enum([
    'identified-data.read',
    'responses.exported',
    'response.exported',
    'cohort.exported',
    'tidy-tables.exported',
  ]),
  /** In IDs, codes, numbers and hashes: `what`, `site`, `participants`, `people`; `format`, `rows`, `sha256`. */
  about: z.record(z.string(), z.union([z.string(), z.number()])),
})

export const listReadings = {
  method: 'get',
  path: '/api/studies/{study}/members/{member}/readings',
  tag: 'Members',
  servedBy: 'members',
  summary: 'List what somebody read and exported on one day',
  description:
    'For those who administer the study. Each request that showed a name, a number or somebody’s words, each refusal that said whose a number or a name is, and each export, with how many participants and which (up to 100), how many rows, and SHA-256 of the exported bytes. Of those who are members no more, too.',
  params: memberParams,
  query: z.strictObject({
    /** In UTC. */
    day: z.iso.date(),
    /** Only what showed this participant. */
    participant: z.optional(z.string().check(z.maxLength(80))),
  }),
  status: 200,
  reply: z.object({ readings: z.array(readingSchema) }),
  problems: [...readProblems, memberProblems.notAdministrator, platformProblems.invalidInput],
} as const satisfies Contract
