import type { TidySetting } from '../tidy/tidy-person.ts'
import type { WrittenTable } from './written-table.ts'

/** What the README of one format says beyond that of every other. */
export type ReadmeWords = {
  /** What stands beside the tables, a line each. */
  readonly besides: readonly string[]
  /** How its cells are written, a sentence each. */
  readonly notes: readonly string[]
  readonly howToOpen: readonly string[]
}

/**
 * README.txt: what this is, whose it is, how often each state stands (the denominators), what is not in it, and how to open
 * it. Plain text, for a person.
 */
export function formatReadme(
  setting: TidySetting,
  tables: readonly WrittenTable[],
  { besides, notes, howToOpen }: ReadmeWords,
): string {
  const { study, asOf, sites, variant } = setting
  return [
    `${study.title} (${study.id}, version ${study.version})`,
    `Everything known at ${asOf}. Clinics: ${sites.join(', ')}.`,
    '',
    'TABLES',
    ...tables.map(({ file, title, rows }) => `${file.path}: ${title}. ${countWords(rows, 'row')}.`),
    ...besides,
    '',
    'DENOMINATORS',
    ...tables.flatMap(formatCounts),
    '',
    'HOW TO READ IT',
    '- A row is named by the variables that the codebook marks as key. Rows stand in the order of clinics and study IDs.',
    '- An empty cell is missing. The variable whose name ends in _missing, or the codebook, says why. No number stands for a missing one.',
    '- Values are those of the answers as given. Reversed items are reversed in scores alone.',
    '- The tables items_… have the same answers as the table answers, one for each version of a questionnaire.',
    '- A verdict does not count missing answers for or against anybody. An analysis decides that.',
    ...(variant === 'dates'
      ? ['- Names that end in _at are instants in UTC; those that end in _on are dates at the clinic.']
      : [
          '- Names that end in _day are study days: day 1 is the day of enrollment at the clinic, the day before it is day -1, and there is no day 0.',
        ]),
    ...notes.map((note) => `- ${note}`),
    '',
    'WHAT IS NOT IN IT',
    ...listOmissions(setting),
    '',
    'HOW TO OPEN IT',
    ...howToOpen,
    '',
  ].join('\n')
}

/** What no export holds, and what this one does not. */
export function listOmissions({ isBlinded, variant }: TidySetting): readonly string[] {
  return [
    '- Names, telephone numbers, notes, text messages and what people wrote in free text. An item answered so says that.',
    '- Calls and other contacts.',
    '- Answers that arrived after the window, until a coordinator has taken them in.',
    '- Of clinical events and treatments, those that were voided.',
    ...(isBlinded ? ['- Arms, doses and routes, since you are blinded.'] : []),
    ...(variant === 'study-days'
      ? [
          '- Dates, the names of clinics, and the phone’s own time of a late answer. Study IDs, clinic codes, languages and attributes are still there: people are not named, but the data are not anonymous.',
        ]
      : ['- This has dates and study IDs: treat it as data about people.']),
  ]
}

function formatCounts({ name, variables, rows, counts: ofTable }: WrittenTable): readonly string[] {
  return [
    `${name}: ${countWords(rows, 'row')}`,
    ...variables.flatMap(({ name: variable, values = [] }) => {
      const counts = ofTable.get(variable)
      if (!counts || counts.size === 0) return []
      const known = values.map(({ value }) => String(value))
      const others = [...counts.keys()].filter((value) => !known.includes(value)).sort()
      const shown = [...known, ...others].flatMap((value) => {
        const count = counts.get(value)
        return count === undefined ? [] : [`${value === '' ? '(empty)' : value} ${count}`]
      })
      return [`  ${variable}: ${shown.join(', ')}`]
    }),
  ]
}

export function countWords(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
