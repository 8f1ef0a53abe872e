import type { TidyType, TidyVariable } from '../tidy-table.ts'
import { type CsvTable, formatLine } from './csv-table.ts'

const CLASSES: Readonly<Record<TidyType, string>> = {
  ...{ string: 'character', integer: 'integer', number: 'numeric', date: 'Date', datetime: 'character' },
}

/**
 * An R script, base R alone: a data frame for each table, the label of each variable as its attribute `label`, and beside a
 * variable with labelled values a factor, named with `_label` behind.
 */
export function formatRSyntax(tables: readonly CsvTable[]): string {
  return [
    '# Reads every table with its labels into a data frame. In R, in the folder of the files: source("load.R")',
    'read_table <- function(file, classes) {',
    '  read.csv(file, colClasses = classes, na.strings = "", check.names = FALSE, fileEncoding = "UTF-8-BOM")',
    '}',
    '# What stands in the data without a label keeps its code.',
    'label_values <- function(x, values, labels) {',
    '  rest <- setdiff(unique(x[!is.na(x)]), values)',
    '  factor(x, levels = c(values, rest), labels = c(labels, rest))',
    '}',
    ...tables.flatMap(formatTable),
    '',
  ].join('\n')
}

function formatTable({ name, title, variables, file }: CsvTable): readonly string[] {
  const classes = variables.map((one) => `  ${quote(one.name)} = "${CLASSES[one.type]}"`)
  return [
    '',
    `# ${formatLine(title)}`,
    `${name} <- read_table(${quote(file.path)}, c(`,
    `${classes.join(',\n')}`,
    '))',
    ...variables.flatMap((variable) => formatVariable(name, variable)),
  ]
}

function formatVariable(table: string, { name, label, type, values }: TidyVariable): readonly string[] {
  const column = `${table}[[${quote(name)}]]`
  const time = `${column} <- as.POSIXct(${column}, format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC")`
  return [
    ...(type === 'datetime' ? [time] : []),
    `attr(${column}, "label") <- ${quote(label)}`,
    ...(values && values.length > 0
      ? [
          `${table}[[${quote(`${name}_label`)}]] <- label_values(${column}, c(${values.map(({ value }) => formatValue(value)).join(', ')}), c(${values.map((one) => quote(one.label)).join(', ')}))`,
        ]
      : []),
  ]
}

function formatValue(value: string | number): string {
  return typeof value === 'number' ? String(value) : quote(value)
}

/** A string of R: the escapes of JSON are among its own. */
function quote(text: string): string {
  return JSON.stringify(formatLine(text))
}
