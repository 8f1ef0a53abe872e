import type { InstrumentCatalogue } from '../../../surveys/library/library.ts'
import { importInstrumentFile } from '../../../web/api/instruments/instrument.ts'
import { instrumentProblems } from '../../../web/api/problems/instrument-problems.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'
import type { Remark } from '../../interchange/instrument-import/form/form.ts'
import type { ImportResult } from '../../interchange/instrument-import/import-instrument.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { StaffEnv } from '../../workflows/access/staff-access.ts'

/** For anyone who is signed in: reading a file stores nothing, and what is published already is public. */
export function createImportRoutes(deps: { readonly catalogue: InstrumentCatalogue }) {
  return createContractRoutes<StaffEnv>().answer(importInstrumentFile, async (c) => {
    const { file, as, id, version, permission, recallDays, ...how } = c.req.valid('json')
    const library = await deps.catalogue.openInstruments()
    const worded = as === undefined ? undefined : library.findInstrument(as)?.definition
    if (as !== undefined && !worded)
      throw new ProblemError(platformProblems.invalidInput, [
        { pointer: '/as', code: 'unknown', detail: 'must be a published version' },
      ])
    const { importInstrument } = await loadImport()
    const imported = importInstrument(
      {
        ...how,
        bytes: new TextEncoder().encode(file),
        terms: { id, version, permission, recallDays },
        as: worded,
      },
      library.instruments.map(({ definition }) => definition),
    )
    if (imported.kind !== 'definition') throw buildRefusal(imported)
    return c.json({ definition: imported.definition, warnings: imported.warnings }, 200)
  })
}

/** Loaded with the first file: the readers of XML, CSV and FHIR are 150 kB that no other request needs. */
function loadImport() {
  return import('../../interchange/instrument-import/import-instrument.ts')
}

function buildRefusal(imported: Exclude<ImportResult, { kind: 'definition' }>): ProblemError {
  switch (imported.kind) {
    case 'faults':
      return new ProblemError(instrumentProblems.fileFaulty, imported.faults.map(toFieldFault))
    case 'which-form':
      return new ProblemError(
        instrumentProblems.whichForm,
        imported.forms.map((form) => ({ pointer: '/form', code: 'one-of', detail: form })),
      )
    case 'wrong-version':
      return new ProblemError(instrumentProblems.wrongVersion, [
        { pointer: '/version', code: imported.class, detail: `must be ${imported.expected}` },
        ...imported.changes.map((change) => ({
          pointer: change.part ? `${change.part.kind} ${change.part.id}` : '',
          code: change.class,
          detail: change.detail,
        })),
      ])
    case 'unchanged':
      return new ProblemError(instrumentProblems.unchanged)
  }
}

/** A place in the file that was sent, not in the request that holds it. */
function toFieldFault({ place, detail, form }: Remark): FieldFault {
  return { pointer: form === undefined ? place : `${form}: ${place}`, code: 'fault', detail }
}
