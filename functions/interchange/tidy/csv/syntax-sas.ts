import type { TidyVariable } from '../tidy-table.ts'
import { type CsvTable, cutBytes, findWidth, formatLine } from './csv-table.ts'

/* Longest texts that SAS takes, in bytes. */
const MAX_VARIABLE_LABEL = 255
const MAX_VALUE_LABEL = 255
const MAX_STRING = 32_767
/** The longest name of a dataset. */
const MAX_NAME = 32

/**
 * A SAS program for a session in UTF-8: reads every table into a dataset of WORK and labels it. A format is named after the
 * places of its table and variable, and ends in a letter, as SAS demands.
 */
export function formatSasSyntax(tables: readonly CsvTable[]): string {
  return [
    '/* Reads every table with its labels into WORK. In a UTF-8 session of SAS, in the folder of the files: %include "load.sas"; */',
    ...tables.flatMap(formatTable),
    '',
  ].join('\n')
}

function formatTable(table: CsvTable, place: number): readonly string[] {
  const { variables, file, title } = table
  const name = table.name.length <= MAX_NAME ? table.name : `${table.name.slice(0, 27)}_${place + 1}`
  const findFormatName = (at: number) => `t${place + 1}v${at + 1}f`
  const labelled = variables.flatMap((variable, at) =>
    variable.values && variable.values.length > 0 ? [{ variable, format: findFormatName(at) }] : [],
  )
  return [
    '',
    ...(labelled.length === 0
      ? []
      : ['proc format;', ...labelled.map(({ variable, format }) => formatValues(variable, format)), 'run;']),
    `data ${name} (label=${quote(title, MAX_VARIABLE_LABEL)});`,
    `  infile '${file.path}' dsd dlm=',' firstobs=2 encoding='utf-8' lrecl=32767 truncover termstr=lf;`,
    ...variables.flatMap((one) => formatAttributes(table, one)),
    `  input ${variables.map(formatInput).join(' ')};`,
    ...labelled.map(
      ({ variable, format }) =>
        `  format ${variable.name} ${variable.type === 'string' ? '$' : ''}${format}.;`,
    ),
    'run;',
  ]
}

function formatValues({ type, values = [] }: TidyVariable, format: string): string {
  const pairs = values.map(
    ({ value, label }) =>
      `    ${typeof value === 'number' ? value : quote(value, MAX_STRING)} = ${quote(label, MAX_VALUE_LABEL)}`,
  )
  return [`  value ${type === 'string' ? '$' : ''}${format}`, ...pairs, '  ;'].join('\n')
}

function formatAttributes(table: CsvTable, variable: TidyVariable): readonly string[] {
  const { name, type, label } = variable
  const length = type === 'string' ? `$${Math.min(findWidth(table, variable), MAX_STRING)}` : '8'
  return [
    `  length ${name} ${length};`,
    ...(type === 'date' ? [`  informat ${name} yymmdd10.; format ${name} yymmdd10.;`] : []),
    ...(type === 'datetime' ? [`  informat ${name} e8601dz24.3; format ${name} e8601dz24.3;`] : []),
    `  label ${name} = ${quote(label, MAX_VARIABLE_LABEL)};`,
  ]
}

function formatInput({ name, type }: TidyVariable): string {
  return type === 'string' ? `${name} $` : name
}

function quote(text: string, most: number): string {
  return `'${cutBytes(formatLine(text), most).replaceAll("'", "''")}'`
}
