import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { exportProblems } from '../problems/export-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import type { Contract, Query } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'

/** `dates`: instants in UTC with the local date at the clinic. `study-days`: days since enrollment, and no date at all. */
export const TIDY_VARIANTS = ['dates', 'study-days'] as const
export type TidyVariant = (typeof TIDY_VARIANTS)[number]
export const TIDY_FORMATS = ['csv', 'spreadsheet', 'parquet', 'xlsx', 'fhir', 'cdisc', 'odm'] as const
export type TidyFormat = (typeof TIDY_FORMATS)[number]

/** The media type of a workbook. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const exportTidy = {
  method: 'get',
  path: '/api/studies/{study}/exports/tidy',
  tag: 'Exports',
  servedBy: 'reading',
  summary: 'Download all data of your sites as tidy tables in one ZIP',
  description:
    'Participants, treatments, events, assessments, responses, answers, scores, verdicts and counts of alerts, with a codebook. As CSV there is syntax for R, Stata, SPSS and SAS that reads and labels them. The same records at the same instant give the same bytes. Names, numbers, notes and free text are never in it; for a blinded member neither are arms, doses and routes. `variant=study-days` has days since enrollment instead of dates. One reply holds 4 MB, and may take 20 seconds.',
  params: studyParams,
  query: z.strictObject({
    site: z.optional(idSchema).check(z.describe('One of your sites. Omitted: all of them')),
    variant: z
      ._default(z.enum(TIDY_VARIANTS), 'dates')
      .check(z.describe('study-days: day 1 is the day of enrollment; no date, and no name of a clinic')),
    format: z
      ._default(z.enum(TIDY_FORMATS), 'csv')
      .check(
        z.describe(
          'csv: a CSV for each table, with syntax. spreadsheet: the same with a byte-order mark, and an apostrophe before text that would run as a formula. parquet: a Parquet file for each table. xlsx: one workbook with a sheet for each table, no ZIP of files. fhir: FHIR R4 resources as NDJSON, a file for each type; with dates alone. cdisc: SDTM (DM, EX, QS) and ADaM (ADQS) as Dataset-JSON 1.1 with define.xml. odm: one CDISC ODM 1.3.2 file with audit records, with dates alone',
        ),
      ),
  }),
  status: 200,
  reply: z.unknown(),
  alsoReplies: ['application/zip', XLSX_TYPE],
  isFile: true,
  problems: [
    ...readProblems,
    platformProblems.invalidInput,
    platformProblems.notRecorded,
    exportProblems.exportTooLarge,
    exportProblems.exportTooSlow,
    exportProblems.sheetFull,
  ],
} as const satisfies Contract

export type TidyExportQuery = Query<typeof exportTidy>
