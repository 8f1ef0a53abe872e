import type { Format } from '../../../web/api/instruments/file-formats.ts'
import { readFhir } from './fhir/read-fhir.ts'
import { type Reading, Remarks } from './form/form.ts'
import { readOdm } from './odm/read-odm.ts'
import { readRedcap } from './redcap/read-redcap.ts'

/** Reads a file of any known format. Without one named, it is told from how the file begins. Pure; never throws. */
export function readInstrumentFile(
  bytes: Uint8Array,
  {
    format = detectFormat(bytes),
    locale,
  }: { readonly format?: Format | undefined; readonly locale?: string | undefined },
): Reading {
  switch (format) {
    case 'fhir':
      return readFhir(bytes, { locale })
    case 'redcap':
      return readRedcap(bytes, { locale })
    case 'odm':
      return readOdm(bytes, { locale })
    case undefined: {
      const remarks = new Remarks()
      remarks.fault('', 'the file is not FHIR JSON, a REDCap data dictionary or ODM')
      return remarks.conclude([])
    }
  }
}

/** JSON begins with a brace, XML with an angle, a data dictionary with the name of its first column. */
export function detectFormat(bytes: Uint8Array): Format | undefined {
  const start = new TextDecoder().decode(bytes.subarray(0, 400)).trimStart()
  if (start.startsWith('{')) return 'fhir'
  if (start.startsWith('<')) return 'odm'
  return /^"?(variable|field_name)\b/i.test(start) ? 'redcap' : undefined
}
