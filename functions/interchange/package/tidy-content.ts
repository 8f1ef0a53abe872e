import { buildAnswersTable, buildResponsesTable } from '../tidy/answer-tables.ts'
import { buildDefinitionTables } from '../tidy/definition-tables.ts'
import { buildEventsTable } from '../tidy/events-table.ts'
import { buildInstrumentTable } from '../tidy/instrument-table.ts'
import {
  buildAlertsTable,
  buildAssessmentsTable,
  buildParticipantsTable,
  buildTreatmentsTable,
} from '../tidy/record-tables.ts'
import { buildScoresTable, buildVerdictsTable } from '../tidy/score-tables.ts'
import type { TidySetting } from '../tidy/tidy-person.ts'
import type { TableAbout, TidyRow } from '../tidy/tidy-table.ts'
import type { ExportContent } from './write-export.ts'

const RECORD_TABLES = [
  ...[buildParticipantsTable, buildTreatmentsTable, buildEventsTable, buildAssessmentsTable],
  ...[buildResponsesTable, buildAnswersTable, buildScoresTable, buildVerdictsTable, buildAlertsTable],
]

/** The tables of a tidy export, under every format that has tables. */
export function buildTidyContent(setting: TidySetting): ExportContent<TableAbout, TidyRow> {
  return {
    records: RECORD_TABLES.map((build) => build(setting)),
    buildForInstrument: (definition) => buildInstrumentTable(setting, definition),
    listDefinitions: (instruments) => buildDefinitionTables(instruments.map(({ definition }) => definition)),
  }
}
