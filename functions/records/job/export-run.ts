import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { FHIR_TYPES } from '../../../web/api/exports/fhir-export.ts'
import { TIDY_FORMATS, TIDY_VARIANTS } from '../../../web/api/exports/tidy-export.ts'
import { runFields } from './run-fields.ts'

/** What an export holds by the membership by which it is made, and what its file is. */
const exportScope = z.object({
  sites: z.array(idSchema),
  /** Whether arms are left out, since the member must not see them. */
  isBlinded: z.boolean(),
  /** Under which it is saved. */
  fileName: z.string(),
  mediaType: z.string(),
})
export type ExportScope = z.infer<typeof exportScope>

/** One export that a member ordered. `key`: 16 letters and digits, made of the order. */
export const exportRunSchema = z.object({
  job: z.literal('export'),
  ...runFields,
  /** `null`: all clinics of the member. */
  site: z.nullable(idSchema),
  variant: z.enum(TIDY_VARIANTS),
  format: z.enum(TIDY_FORMATS),
  /** Of what the file is, or will be; `null` until somebody begins to make it. */
  scope: z.nullable(exportScope),
  /** How many of its clinics are read, and how many people of them were written. */
  progress: z.object({
    ...{ sites: z.int(), participants: z.int() },
    /** Of one of a bulk export: lines of its file. */
    resources: z.optional(z.int()),
  }),
  /** Of one file of a FHIR bulk export: of which, of what type, and the address that was asked. */
  bulk: z.optional(
    z.object({
      ...{ job: z.string(), type: z.enum(FHIR_TYPES), request: z.string() },
      /** When its owner said that it is not needed any more. */
      endedAt: z.optional(z.string()),
    }),
  ),
})

export type ExportRun = z.infer<typeof exportRunSchema>
export type ExportName = Pick<ExportRun, 'job' | 'key'>
