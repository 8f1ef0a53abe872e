import { formatStataCode } from '../column-names.ts'
import type { TidyVariable } from '../tidy-table.ts'
import { type CsvTable, cutBytes, formatLine } from './csv-table.ts'

/* Longest texts that Stata takes. In characters; bytes are never fewer. */
const MAX_VARIABLE_LABEL = 80
const MAX_VALUE_LABEL = 32_000

/**
 * A Stata do-file, 14 or later: reads every table, labels it and saves it as `.dta`. Stata labels the values of numbers alone,
 * so that a variable of text with labelled values has a number beside it, named with `_n` behind.
 */
export function formatStataSyntax(tables: readonly CsvTable[]): string {
  return [
    '* Reads every table with its labels and saves it as .dta. In Stata, in the folder of the files: do load.do',
    'version 14',
    ...tables.flatMap(formatTable),
    '',
  ].join('\n')
}

function formatTable({ name, title, variables, file }: CsvTable): readonly string[] {
  const texts = variables.flatMap(({ type }, at) => (type === 'integer' || type === 'number' ? [] : [at + 1]))
  return [
    '',
    `import delimited using "${file.path}", varnames(1) encoding("utf-8") bindquote(strict) case(preserve) stringcols(${texts.join(' ')}) clear`,
    `label data ${quote(title, MAX_VARIABLE_LABEL)}`,
    ...variables.flatMap((variable, at) => formatVariable(variable, at + 1)),
    `save "${name}.dta", replace`,
  ]
}

function formatVariable({ name, label, type, values }: TidyVariable, place: number): readonly string[] {
  const words = quote(label, MAX_VARIABLE_LABEL)
  const labels = `values_${place}`
  const define = (pairs: readonly string[]) => pairs.map((pair) => `label define ${labels} ${pair}, modify`)
  const convert = (by: string, format: string) => [
    `generate double ${name}_t = ${by}`,
    `format ${name}_t ${format}`,
    `order ${name}_t, after(${name})`,
    `drop ${name}`,
    `rename ${name}_t ${name}`,
  ]
  if (type === 'date') return [...convert(`daily(${name}, "YMD")`, '%td'), `label variable ${name} ${words}`]
  if (type === 'datetime')
    return [...convert(`clock(substr(${name}, 1, 19), "YMD#hms")`, '%tc'), `label variable ${name} ${words}`]
  const named = [`label variable ${name} ${words}`]
  if (!values || values.length === 0) return named
  if (type !== 'string')
    return [
      ...named,
      ...define(values.map((one) => `${one.value} ${quote(one.label, MAX_VALUE_LABEL)}`)),
      `label values ${name} ${labels}`,
    ]
  const coded = formatStataCode(name)
  return [
    ...named,
    `generate int ${coded} = .`,
    ...values.map(
      ({ value }, at) => `replace ${coded} = ${at + 1} if ${name} == ${quote(String(value), 2000)}`,
    ),
    ...define(values.map((one, at) => `${at + 1} ${quote(one.label, MAX_VALUE_LABEL)}`)),
    `label values ${coded} ${labels}`,
    `label variable ${coded} ${words}`,
  ]
}

/** Text between plain quotation marks, without what begins or ends a string or a macro. */
function quote(text: string, most: number): string {
  const plain = formatLine(text).replaceAll(/["`]/g, "'").replaceAll('$', 'USD ')
  return `"${cutBytes(plain, most)}"`
}
