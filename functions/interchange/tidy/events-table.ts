import {
  ADVERSE_EVENT_TERMS,
  CLINICAL_EVENT_KINDS,
  type ClinicalEventDetail,
  RELATIONS,
  SEVERITIES,
  STOP_REASONS,
  TREATMENT_CLASSES,
} from '../../../surveys/study/clinical-event.ts'
import { buildPersonColumns, labelCodes } from './shared-columns.ts'
import type { TidyPerson, TidySetting } from './tidy-person.ts'
import { buildTable, type TidyColumn, type TidyTable } from './tidy-table.ts'
import { buildTimeColumns } from './time-columns.ts'

type EventRow = {
  readonly person: TidyPerson
  readonly number: number
  readonly at: string
  readonly event: ClinicalEventDetail
}

const OTHER_KIND = 'an event of another kind'

/** One row a clinical event that stands: adverse events, rescue and other treatments, opioid doses. All of it in codes. */
export function buildEventsTable(setting: TidySetting): TidyTable {
  return buildTable<EventRow>({
    ...{ name: 'events', title: 'Clinical events', key: ['participant', 'event'] },
    refersTo: { table: 'participants', variables: ['participant'] },
    columns: [
      ...buildPersonColumns<EventRow>(setting),
      {
        ...{ name: 'event', label: 'Number of the event, from 1', type: 'integer' },
        read: ({ number }) => number,
      },
      {
        ...{ name: 'kind', label: 'Kind of event', type: 'string', isCounted: true },
        values: labelCodes(CLINICAL_EVENT_KINDS),
        read: ({ event }) => event.kind,
      },
      ...buildTimeColumns<EventRow>(
        setting.variant,
        { name: 'happened', label: 'Event happened' },
        ({ at }) => at,
      ),
      readCode('treatment_class', 'Class of the other treatment', TREATMENT_CLASSES, (event) =>
        'treatment' in event ? event.treatment : null,
      ),
      readCode('stop_reason', 'Why treatment was stopped', STOP_REASONS, (event) =>
        'reason' in event ? event.reason : null,
      ),
      readCode('term', 'Adverse event, in this project’s own terms', ADVERSE_EVENT_TERMS, (event) =>
        'term' in event ? event.term : null,
      ),
      readCode('severity', 'Severity', SEVERITIES, (event) => ('severity' in event ? event.severity : null)),
      readCode('serious', 'Serious in the sense of ICH E2A', ['yes', 'no'], (event) =>
        'serious' in event ? (event.serious ? 'yes' : 'no') : null,
      ),
      readCode('relation', 'Relation to the study’s treatment', RELATIONS, (event) =>
        'relation' in event ? event.relation : null,
      ),
      {
        ...{ name: 'morphine_mg_day', label: 'All opioids together, oral morphine equivalents' },
        ...{ type: 'number', unit: 'mg/day', empty: OTHER_KIND },
        read: ({ event }) => ('morphineEquivalent' in event ? event.morphineEquivalent : null),
      },
    ],
    listRecords: (person) =>
      person.events.map(({ at, event }, place) => ({ person, at, event, number: place + 1 })),
  })
}

function readCode(
  name: string,
  label: string,
  codes: readonly string[],
  read: (event: ClinicalEventDetail) => string | null,
): TidyColumn<EventRow> {
  return {
    ...{ name, label, type: 'string', values: labelCodes(codes), empty: OTHER_KIND },
    read: ({ event }) => read(event),
  }
}
