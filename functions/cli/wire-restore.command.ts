import { type connectAsOperator, connectToTextsAsOperator } from '../platform/aws/operator-clients.ts'
import { listCarrierOptOuts } from '../platform/aws/opt-outs.ts'
import { systemClock as clock, formatIso } from '../platform/core/clock.ts'
import { randomIds } from '../platform/core/ids.ts'
import { createAssessmentStore } from '../records/assessment/assessment.store.ts'
import { createSurveyStore } from '../records/assessment/survey.store.ts'
import { createTextPlanStore } from '../records/assessment/text-plan.store.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { findDataTables, scanAuditEntries } from '../records/audit/audit-scan.store.ts'
import { findContact } from '../records/contact/contact.store.ts'
import { createErasedContactsStore } from '../records/erasure/erased-contacts.store.ts'
import { createErasedStudyDataStore } from '../records/erasure/erased-study-data.store.ts'
import { createErasureStore } from '../records/erasure/erasure.store.ts'
import { createDefinitionStore } from '../records/library/definition.store.ts'
import { createStoredLibrary } from '../records/library/stored-library.ts'
import { createStudyHeadStore } from '../records/library/study-head.store.ts'
import { createMessageStore } from '../records/message/message.store.ts'
import { createNoticeStore } from '../records/notice/notice.store.ts'
import { createParticipantRecordStore } from '../records/participant/participant-record.store.ts'
import { changeUnownedPhone, findPhone } from '../records/phone/phone.store.ts'
import { putBackAuditEntries } from '../records/restore/audit-return.store.ts'
import { describeSource } from '../records/restore/copy-source.store.ts'
import { scanPastDue } from '../records/restore/past-due.store.ts'
import { copyTableBack } from '../records/restore/table-copy.store.ts'
import {
  closeTable,
  findTableClosing,
  isTableClosed,
  openTable,
} from '../records/restore/table-door.store.ts'
import { applyTableSettings, beginRestore } from '../records/restore/table-settings.store.ts'
import { requireFinishedRun } from '../workflows/restore/require-finished-run.ts'
import { type RestoreTablesDeps, restoreTables } from '../workflows/restore/restore-tables.ts'
import { readArchivedItems } from './audit-files.ts'
import type { RestorePlace, RestoreStep } from './run-restore-command.ts'

/** Where the steps of a restore are carried out: the one place beside the handlers where stores are made. */
export type RestoreWorld = RestorePlace & {
  readonly dynamo: Dynamo
  readonly out: (line: string) => void
}

type Dynamo = ReturnType<typeof connectAsOperator>
type Tables = Awaited<ReturnType<typeof findDataTables>>

/** Read units a second of the audit trail, which is read once. */
const UNITS_PER_SECOND = 2_000

/** @throws Error with why it was not done; its message names tables and nobody */
export async function takeRestoreStep(step: RestoreStep, world: RestoreWorld): Promise<void> {
  const { dynamo, stage, out } = world
  const tables = await findDataTables(dynamo, stage === undefined ? 'ConcordData' : `ConcordData-${stage}`)
  const doors = [tables.study, tables.contacts]
  switch (step.kind) {
    case 'begin':
      for (const table of doors) out(await beginRestore(dynamo, table, step.at))
      return
    case 'close':
      for (const table of doors)
        await closeTable(dynamo, table, { operator: step.operator, at: formatIso(clock.now()) })
      out('Closed. It takes some minutes until every request is refused.')
      return
    case 'run': {
      const copies = (['study', 'contacts'] as const).flatMap((name) => {
        const from = step.copies[name]
        return from === undefined ? [] : [{ from, to: tables[name] }]
      })
      const { at: instant, isAnySource } = step
      await restoreTables(wireRestore(step, tables, world), { instant, copies, doors, isAnySource })
      out('Done. Verify the trail (npm run audit -- verify), then: npm run restore -- open')
      return
    }
    case 'open':
      await requireFinished(dynamo, tables, step.isAbandoned)
      for (const table of doors) await openTable(dynamo, table)
      out('Open. Delete the copies: they hold what was erased.')
  }
}

/** A table that is open already says nothing: opening may have stopped between the two. */
async function requireFinished(dynamo: Dynamo, tables: Tables, isAbandoned: boolean): Promise<void> {
  const closings = await Promise.all(
    [tables.study, tables.contacts].map((table) => findTableClosing(dynamo, table)),
  )
  const closedAt = closings
    .filter((one) => one !== undefined)
    .sort()
    .at(-1)
  if (closedAt === undefined) return
  const audit = createAuditStore({ dynamo, table: tables.audit, clock })
  await requireFinishedRun({ audit, library: openLibrary(dynamo, tables) }, closedAt, isAbandoned)
}

/** What is published there, whatever this checkout ships. */
function openLibrary(dynamo: Dynamo, { library: table }: Tables) {
  const place = { dynamo, table }
  return createStoredLibrary({
    clock,
    definitions: createDefinitionStore(place),
    heads: createStudyHeadStore(place),
  })
}

function wireRestore(
  step: Extract<RestoreStep, { readonly kind: 'run' }>,
  tables: Tables,
  { dynamo, region, out }: RestoreWorld,
): RestoreTablesDeps {
  const study = { dynamo, table: tables.study }
  const contacts = { dynamo, contactsTable: tables.contacts }
  const { archive, optOutList } = step
  return {
    ...{ clock, out, ids: randomIds, library: openLibrary(dynamo, tables) },
    ...{ studyTable: tables.study, contactsTable: tables.contacts },
    audit: createAuditStore({ dynamo, table: tables.audit, clock }),
    participantRecords: createParticipantRecordStore(study),
    assessments: createAssessmentStore(study),
    surveys: createSurveyStore(study),
    textPlans: createTextPlanStore(study),
    messages: createMessageStore(contacts),
    scanPastDue: scanPastDue.bind(undefined, study),
    notices: createNoticeStore(study),
    erasures: createErasureStore(study),
    erasedStudyData: createErasedStudyDataStore(study),
    erasedContacts: createErasedContactsStore(contacts),
    findContact: findContact.bind(undefined, contacts),
    findPhone: findPhone.bind(undefined, contacts),
    changeUnownedPhone: changeUnownedPhone.bind(undefined, contacts),
    listCarrierOptOuts: () => listCarrierOptOuts(connectToTextsAsOperator(region), optOutList),
    describeTable: (table) => describeSource(dynamo, table),
    isClosed: (table) => isTableClosed(dynamo, table),
    copyBack: (names) => copyTableBack(dynamo, names),
    applySettings: async () => [
      ...(await applyTableSettings(dynamo, tables.study, 'expiresAt')),
      ...(await applyTableSettings(dynamo, tables.contacts)),
      ...(await applyTableSettings(dynamo, tables.audit)),
    ],
    putBackEntries: async () =>
      archive === undefined ? 0 : putBackAuditEntries(dynamo, tables.audit, readArchivedItems(archive)),
    async *readEntries() {
      for await (const stored of scanAuditEntries({
        dynamo,
        ...{ table: tables.audit, unitsPerSecond: UNITS_PER_SECOND },
      }))
        if (stored.kind === 'entry') yield stored.entry
    },
  }
}
