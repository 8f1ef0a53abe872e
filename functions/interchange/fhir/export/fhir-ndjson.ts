import type { FhirType } from '../../../../web/api/exports/fhir-export.ts'
import { createExport, type WriteExport } from '../../package/write-export.ts'
import { buildFhirContent } from './fhir-export.ts'
import { createLines } from './ndjson-lines.ts'

/** The resources of one type as NDJSON, a resource a line, and nothing beside them. */
export function createFhirNdjson(type: FhirType): WriteExport {
  return createExport(
    (setting) => {
      const { records, listDefinitions } = buildFhirContent(setting)
      return {
        records: records.filter(({ name }) => name === type),
        listDefinitions: (instruments) => listDefinitions(instruments).filter(({ name }) => name === type),
      }
    },
    (_, write) => ({
      createTable(about) {
        const lines = createLines(write)
        return { add: lines.add, end: () => ({ ...about, rows: lines.end() }) }
      },
      // A file of resources alone: what was left out, and of what it is, is in the manifest.
      end: () => undefined,
    }),
  )
}
