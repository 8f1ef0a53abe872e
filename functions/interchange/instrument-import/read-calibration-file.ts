import { CsvError, parse } from 'csv-parse/sync'
import {
  type CalibrationResult,
  type CalibrationRow,
  readCalibration,
} from '../../../surveys/irt/calibration.ts'
import { Remarks } from './form/form.ts'
import { readText } from './form/read-text.ts'

/** Far more than any bank holds. */
const MAX_ITEMS = 2000

/** Reads a calibration's CSV: UTF-8, with or without a byte order mark. Pure; never throws; every fault at once. */
export function readCalibrationFile(bytes: Uint8Array): CalibrationResult {
  const remarks = new Remarks()
  const text = readText(bytes, remarks)
  if (text === undefined)
    return {
      kind: 'faults',
      faults: remarks.faults.map(({ place, detail }) => ({ pointer: place, detail })),
    }
  try {
    const rows: CalibrationRow[] = parse(text, {
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      skip_empty_lines: true,
      trim: true,
      to: MAX_ITEMS + 1,
    })
    if (rows.length > MAX_ITEMS) return buildFault(`more than ${MAX_ITEMS} items`)
    return readCalibration(rows)
  } catch (error) {
    return buildFault(error instanceof CsvError ? describeCsvFault(error) : 'the file is not CSV')
  }
}

function describeCsvFault(error: CsvError): string {
  const line = typeof error.lines === 'number' ? `line ${error.lines}: ` : ''
  return error.code === 'CSV_RECORD_INCONSISTENT_COLUMNS'
    ? `${line}another number of columns than the header`
    : `${line}a quotation mark is not closed or is misplaced`
}

function buildFault(detail: string): CalibrationResult {
  return { kind: 'faults', faults: [{ pointer: '', detail }] }
}
