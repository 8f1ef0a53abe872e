import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import type { ImportFields } from '../../../web/console/instrument-file-form.tsx'
import type { ImportOutcome, ImportRemark } from '../../../web/console/instrument-import-page.tsx'
import type { Remark } from '../../interchange/instrument-import/form/form.ts'

export type ReadFile =
  | Exclude<ImportOutcome, { readonly kind: 'definition' | 'published' }>
  | {
      readonly kind: 'definition'
      readonly definition: InstrumentDefinition
      readonly warnings: readonly ImportRemark[]
    }

/** A file that somebody chose, with what they typed beside it, as a definition that may be published. Nothing is saved. */
export async function readInstrumentFile(
  bytes: Uint8Array,
  typed: ImportFields,
  published: readonly InstrumentDefinition[],
): Promise<ReadFile> {
  const faults = checkFields(typed)
  if (faults.length > 0) return { kind: 'faults', remarks: faults }
  // Loaded with the first file: the readers of XML, CSV and FHIR are 150 kB that no other page needs.
  const { importInstrument } = await import('../../interchange/instrument-import/import-instrument.ts')
  const { permission, id, version, recallDays, form } = typed
  const imported = importInstrument(
    {
      bytes,
      ...(form !== '' && { form }),
      terms: { permission, version, recallDays: Number(recallDays), ...(id !== '' && { id }) },
    },
    published,
  )
  switch (imported.kind) {
    case 'definition':
      return {
        ...{ kind: 'definition', definition: imported.definition },
        warnings: imported.warnings.map(formatRemark),
      }
    case 'faults':
      return { kind: 'faults', remarks: imported.faults.map(formatRemark) }
    case 'which-form':
      return imported
    case 'unchanged':
      return { kind: 'unchanged' }
    case 'wrong-version':
      return { kind: 'wrong-version', expected: imported.expected }
  }
}

function checkFields({ permission, version, recallDays }: ImportFields): readonly ImportRemark[] {
  return [
    ...(permission === '' ? [{ place: 'permission', detail: 'must be filled in' }] : []),
    ...(/^\d+\.\d+\.\d+$/.test(version) ? [] : [{ place: 'version', detail: 'must be like 1.0.0' }]),
    ...(/^\d{1,4}$/.test(recallDays) ? [] : [{ place: 'recallDays', detail: 'must be a whole number' }]),
  ]
}

function formatRemark({ place, detail, form }: Remark): ImportRemark {
  return { place: form === undefined ? place : `${form}: ${place}`, detail }
}
