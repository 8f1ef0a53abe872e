import type { TidyVariable } from '../tidy-table.ts'
import { type CsvTable, cutBytes, findDecimals, findWidth, formatLine } from './csv-table.ts'

/* Longest texts that SPSS takes, in bytes. */
const MAX_VARIABLE_LABEL = 255
const MAX_VALUE_LABEL = 120
const MAX_STRING = 32_767

/** SPSS syntax: reads every table, labels it and saves it as `.sav`. Dates are dates; instants stay text. */
export function formatSpssSyntax(tables: readonly CsvTable[]): string {
  return [
    '* Reads every table with its labels and saves it as .sav. Run it in the folder of the files.',
    '* In SPSS, first run: SET UNICODE=ON. with no data open. PSPP needs nothing.',
    'SET DECIMAL=DOT.',
    ...tables.flatMap(formatTable),
    '',
  ].join('\n')
}

function formatTable(table: CsvTable): readonly string[] {
  const { name, title, variables, file } = table
  const labelled = variables.filter(({ values }) => values && values.length > 0)
  return [
    '',
    `* ${formatLine(title).replaceAll('.', ' ')}.`,
    `GET DATA /TYPE=TXT /FILE='${file.path}' /ENCODING='UTF8' /ARRANGEMENT=DELIMITED /FIRSTCASE=2`,
    ` /DELIMITERS=',' /QUALIFIER='"'`,
    ` /VARIABLES=`,
    `${variables.map((one) => `  ${one.name} ${formatFormat(table, one)}`).join('\n')}.`,
    'VARIABLE LABELS',
    `${variables.map((one) => `  ${one.name} ${quote(one.label, MAX_VARIABLE_LABEL)}`).join('\n')}.`,
    ...(labelled.length === 0 ? [] : ['VALUE LABELS', `${labelled.map(formatValues).join('\n')}.`]),
    `SAVE OUTFILE='${name}.sav'.`,
  ]
}

function formatFormat(table: CsvTable, variable: TidyVariable): string {
  const width = findWidth(table, variable)
  switch (variable.type) {
    case 'integer':
    case 'number': {
      const decimals = Math.min(findDecimals(table, variable), 16)
      return `F${Math.min(Math.max(width, decimals + 2, 8), 40)}.${decimals}`
    }
    case 'date':
      return 'SDATE10'
    case 'string':
    case 'datetime': {
      // A value that does not stand in the data has its label too.
      const values = variable.values?.map(({ value }) => Buffer.byteLength(String(value))) ?? []
      return `A${Math.min(Math.max(width, ...values), MAX_STRING)}`
    }
  }
}

function formatValues({ name, values = [] }: TidyVariable): string {
  const pairs = values.map(({ value, label }) => {
    const written = typeof value === 'number' ? String(value) : quote(value, MAX_STRING)
    return `    ${written} ${quote(label, MAX_VALUE_LABEL)}`
  })
  return `  /${name}\n${pairs.join('\n')}`
}

function quote(text: string, most: number): string {
  return `'${cutBytes(formatLine(text), most).replaceAll("'", "''")}'`
}
