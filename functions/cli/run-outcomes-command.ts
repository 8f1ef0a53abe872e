import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod/mini'
import type { Library } from '../../surveys/library/library.ts'
import type { StudyDefinition } from '../../surveys/study/definition.ts'
import { listEstimands } from '../../surveys/study/estimand.ts'
import { buildStudyMeasures } from '../../surveys/study/measures.ts'
import { isOccurrence, parseTimepointId } from '../../surveys/study/occurrence.ts'
import type { AttributeFilter } from '../../web/api/analyses/attribute-filter.ts'
import { type CohortFile, cohortFileSchema } from '../../web/api/analyses/cohort-file.ts'
import { parseAttributeFilter } from '../analysis/cohort/attribute-filter.ts'
import { buildCohortSite, type Cohort } from '../analysis/cohort/cohort.ts'
import { filterCohort } from '../analysis/cohort/filter-cohort.ts'
import { listTimepoints } from '../analysis/completion/completion.ts'
import { computeDefinitionComparison } from '../analysis/definition-comparison/definition-comparison.ts'
import { computeCohortMeanChange } from '../analysis/mean-change/cohort-mean-change.ts'
import { computeCohortMeaningfulChange } from '../analysis/meaningful-change/cohort-meaningful-change.ts'
import { computeCohortRepeatedMeasures } from '../analysis/repeated-measures/cohort-repeated-measures.ts'
import { computeResponderRate } from '../analysis/responder-rate/responder-rate.ts'
import {
  CohortFilesError,
  readCohortFiles,
  type SiteRows,
} from '../interchange/cohort-file/read-cohort-files.ts'
import { formatResponderRateCsv } from '../interchange/csv/responder-rate-csv.ts'

const USAGE = `npm run outcomes -- --study ID --out FOLDER FILE…

  Computes a study's outcomes from exported data: pages of GET /api/studies/{study}/cohort, or folders of them (*.json).
  Nothing is suppressed, because the files already show every number.

  --study ID     ketamine-infusion-registry
  --out FOLDER   folder for responder-rate-*.json and .csv, definition-comparison-*.json, mean-change-*.json, repeated-measures-*.json and meaningful-change-*.json
  --as-of TIME   data known at this time, such as 2026-06-30T00:00:00Z. Default: the time of the oldest file
  --attributes A:O  only participants with the option O of the attribute A, such as mechanism:nociplastic; several separated by commas
  --seed N       random seed of the bootstrap. Default: 1
`

export type CommandResult = { readonly exitCode: number; readonly out: string; readonly err: string }

/** Pure but for the files that it reads and writes. A refusal writes nothing. */
export function runOutcomesCommand(args: readonly string[], library: Library): CommandResult {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        study: { type: 'string' },
        out: { type: 'string' },
        'as-of': { type: 'string' },
        attributes: { type: 'string' },
        seed: { type: 'string' },
      },
    })
    if (values.study === undefined || values.out === undefined || positionals.length === 0)
      return buildFailure(USAGE)
    const study = library.findStudy(values.study)?.definition
    if (!study) return buildFailure(`no study ${values.study}\n`)
    const filter =
      values.attributes === undefined ? undefined : parseAttributeFilter(study, values.attributes)
    if (values.attributes !== undefined && !filter)
      return buildFailure('--attributes must be attributes of the study with their options\n')
    const seed = z.coerce
      .number()
      .check(z.int(), z.minimum(0))
      .parse(values.seed ?? 1)
    const files = positionals.flatMap(listFiles).map(readCohortFile)
    // What came between two pages is known of the participants of the later one alone.
    const known = files.map(({ asOf }) => asOf).sort()[0] ?? ''
    const asOf = new Date(z.iso.datetime().parse(values['as-of'] ?? known)).toISOString()
    if (asOf > known)
      return buildFailure(`--as-of must not be later than ${known}, when the oldest file was exported\n`)
    const written = writeAll(
      values.out,
      computeResults(library, study, readCohortFiles(study, files), { asOf, seed, filter }),
    )
    return { exitCode: 0, out: `${written.join('\n')}\n`, err: '' }
  } catch (error) {
    if (error instanceof CohortFilesError) return buildFailure(`${error.message}\n`)
    if (error instanceof z.core.$ZodError) return buildFailure(`${z.prettifyError(error)}\n`)
    if (error instanceof Error && 'code' in error) return buildFailure(`${error.message}\n\n${USAGE}`)
    throw error
  }
}

function buildFailure(err: string): CommandResult {
  return { exitCode: 1, out: '', err }
}

function listFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(path, name))
}

/** The first had no format, the second did not say which page it is, the third had other names, the fourth no mark of what was never sent, the fifth no clinical events, the sixth no attributes. */
const earlierExport = z.object({
  participants: z.array(z.unknown()),
  format: z.optional(z.union([z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)])),
})

function readCohortFile(path: string): CohortFile {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new CohortFilesError(`${path} is not JSON`)
    throw error
  }
  if (earlierExport.safeParse(content).success)
    throw new CohortFilesError(
      `${path} was exported by an earlier release and lacks some data. Export it again`,
    )
  const file = cohortFileSchema.safeParse(content)
  if (!file.success)
    throw new CohortFilesError(`${path} is not a cohort export\n${z.prettifyError(file.error)}`)
  return file.data
}

/** Data sets to begin with where scores are imputed. */
const IMPUTATIONS = 20

/** File name and content of everything, in one order. */
function computeResults(
  library: Library,
  study: StudyDefinition,
  sites: readonly SiteRows[],
  { asOf, seed, filter }: { asOf: string; seed: number; filter: AttributeFilter | undefined },
): readonly (readonly [name: string, content: string])[] {
  const measures = buildStudyMeasures(study, library)
  const [estimand] = listEstimands(study)
  const all = study.sites.map(({ id }) => id)
  const viewer = { sites: all, minimumCellSize: study.minimumCellSize }
  const whole: Cohort = {
    asOf,
    sites: sites.map(({ site, rows, people }) => buildCohortSite(study, site, rows, people, asOf)),
  }
  const cohort = filter ? filterCohort(whole, filter) : whole
  // Of what is asked again and again every time that anybody was asked.
  const once = study.timepoints.map(({ id }) => id).filter((id) => isOccurrence(study, id))
  const timepoints = listTimepoints(whole, study, once).filter(
    (occurrenceKey) =>
      isOccurrence(study, occurrenceKey) && parseTimepointId(occurrenceKey) !== study.baseline,
  )
  const domains = Object.keys(study.domains)
  // A rating of change has no baseline.
  const changing = domains.filter((measure) => measure !== 'global-change')
  const markFiltered = <Result extends object>(result: Result) => (filter ? { ...result, filter } : result)
  const formatJson = (value: object) => `${JSON.stringify(markFiltered(value), null, 2)}\n`
  return [
    ...timepoints.flatMap((timepoint) => [
      ...study.responderDefinitions.flatMap((definition) => {
        const outcome = computeResponderRate(cohort, study, measures, {
          ...{ definition, timepoint, estimand },
          imputation: { imputations: IMPUTATIONS, seed },
        })
        const name = `responder-rate-${definition.id}-${timepoint}`
        return [
          [`${name}.json`, formatJson(outcome)] as const,
          [`${name}.csv`, formatResponderRateCsv(markFiltered(outcome))] as const,
        ]
      }),
      [
        `definition-comparison-${timepoint}.json`,
        formatJson(
          computeDefinitionComparison(
            cohort,
            { study, measures, definitions: study.responderDefinitions, timepoint, estimand },
            viewer,
          ),
        ),
      ] as const,
      ...changing.flatMap((name) => {
        const measure = measures.get(name)
        if (!measure) return []
        const change = computeCohortMeanChange(cohort, { study, measure, measures, timepoint }, viewer)
        return [[`mean-change-${name}-${timepoint}.json`, formatJson(change)] as const]
      }),
      ...changing.map((measure) => {
        const question = { study, measures, measure, timepoint }
        const result = computeCohortMeaningfulChange(cohort, question, viewer, {
          bootstrap: { replicates: 1000, seed },
        })
        return [`meaningful-change-${measure}-${timepoint}.json`, formatJson(result)] as const
      }),
    ]),
    ...domains.map(
      (measure) =>
        [
          `repeated-measures-${measure}.json`,
          formatJson(computeCohortRepeatedMeasures(cohort, { study, measures, measure }, viewer)),
        ] as const,
    ),
  ]
}

function writeAll(folder: string, results: ReturnType<typeof computeResults>): readonly string[] {
  mkdirSync(folder, { recursive: true })
  return results.map(([name, content]) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  })
}
