import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { runOutcomesCommand } from '../../../functions/cli/run-outcomes-command.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { type CohortFile, cohortFileSchema } from '../../../web/api/analyses/cohort-file.ts'
import type { DefinitionComparisonReply } from '../../../web/api/analyses/definition-comparison.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { COHORT_ENDS } from '../../support/generated-cohort.ts'
import { storeMadeUpSite } from '../../support/store-cohort.ts'

const TIMEPOINTS = ['baseline', 'week-1', 'week-4', 'week-12', 'week-24']
const PATH = `/api/studies/${STUDY}/cohort?site=`
const folder = mkdtempSync(join(tmpdir(), 'concord-outcomes-'))
let clinic: Clinic
let pages: CohortFile[]

beforeAll(async () => {
  clinic = await openClinic(COHORT_ENDS)
  const recordedAt = '2026-01-01T00:00:00.000Z'
  await storeMadeUpSite(clinic.tables, STUDY, 'harbor', 60, TIMEPOINTS, (at) =>
    at % 2 === 0 ? [{ attribute: 'mechanism', code: 'neuropathic', recordedAt, by: 'ana' }] : undefined,
  )
  await storeMadeUpSite(clinic.tables, STUDY, 'mesa', 30, TIMEPOINTS)
  pages = [...(await readPages('harbor')), ...(await readPages('mesa'))]
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await clinic.tables.drop()
})

async function readPages(site: string): Promise<CohortFile[]> {
  const found: CohortFile[] = []
  for (let next: string | null = ''; next !== null; ) {
    const after = next === '' ? '' : `&after=${next}`
    const reply = await clinic.api(`coordinator-${site}`, 'GET', `${PATH}${site}${after}`)
    expect(reply.status).toBe(200)
    const page = z.strictObject(cohortFileSchema.shape).parse(await reply.json())
    found.push(page)
    next = page.next
  }
  return found
}

const FIFTY_FIRST = 'harbor-00000050'
/** A page in which one row of a participant is there twice. */
function twice(page: CohortFile, of: 'assessments' | 'scores'): unknown {
  return {
    ...page,
    participants: page.participants.map((one) =>
      one.participant === FIFTY_FIRST ? { ...one, [of]: [...one[of], one[of][0]] } : one,
    ),
  }
}

/** A page in which a participant's scores are said to be something. */
function scored(page: CohortFile, exact: string): unknown {
  const withExactScores = (sheet: CohortFile['participants'][number]['scores'][number]) => ({
    ...sheet,
    scores: sheet.scores.map((score) => ({ ...score, exact })),
  })
  return {
    ...page,
    participants: page.participants.map((one) => ({ ...one, scores: one.scores.map(withExactScores) })),
  }
}

let sets = 0
function run(files: readonly unknown[], ...more: string[]) {
  sets += 1
  const [from, out] = [join(folder, `from-${sets}`), join(folder, `out-${sets}`)]
  const paths = files.map((file, at) => {
    const path = `${from}-${at}.json`
    writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file))
    return path
  })
  return { out, ...runCommand(out, paths, more) }
}
function runCommand(out: string, paths: readonly string[], more: readonly string[]) {
  const { out: said, ...result } = runOutcomesCommand(
    ['--study', STUDY, '--out', out, ...more, ...paths],
    openShippedLibrary(),
  )
  return { ...result, said }
}
const readResult = <T>(out: string, name: string) => JSON.parse(readFileSync(join(out, name), 'utf8')) as T

describe('the export of a cohort', () => {
  test('is for members of the site alone', async () => {
    expect((await clinic.api(undefined, 'GET', `${PATH}harbor`)).status).toBe(401)
    expect((await clinic.api('coordinator-mesa', 'GET', `${PATH}harbor`)).status).toBe(404)
    expect((await clinic.api('lead', 'GET', `${PATH}harbor`)).status).toBe(404)
    expect((await clinic.api('coordinator-harbor', 'GET', `${PATH}nowhere`)).status).toBe(404)
    expect((await clinic.api('coordinator-harbor', 'GET', `${PATH}harbor&after=%23`)).status).toBe(422)
  })

  test('comes in pages, each participant once', () => {
    const harbor = pages.filter(({ site }) => site === 'harbor')
    expect(harbor.map(({ participants }) => participants.length)).toEqual([50, 10])
    expect(
      new Set(harbor.flatMap(({ participants }) => participants.map((one) => one.participant))).size,
    ).toBe(60)
  })
})

describe('outcomes from files', () => {
  test.each([
    ['no file', []],
    ['what is no JSON', ['{']],
    ['what is no export', [{ study: STUDY }]],
  ])('%s is refused, and nothing is written', (_, files) => {
    const { exitCode, err, out } = run(files)
    expect(exitCode).toBe(1)
    expect(err).not.toBe('')
    expect(existsSync(out)).toBe(false)
  })

  test('what does not belong together is refused by name', () => {
    const [first, second] = pages as [CohortFile, CohortFile]
    const cases: [string, unknown[]][] = [
      ['a participant is there twice', [first, first, second]],
      ['is missing', [first]],
      ['is missing', [second]],
      ['is missing', [{ ...first, next: 'harbor-00000009' }, second]],
      ['an assessment of harbor-00000050 is there twice', [first, twice(second, 'assessments')]],
      ['a score sheet of harbor-00000050 is there twice', [first, twice(second, 'scores')]],
      ['no site nowhere', [{ ...second, site: 'nowhere' }]],
      ['belongs to another site', [{ ...second, site: 'mesa' }]],
      ['not ketamine-infusion-registry@1.4.0', [{ ...second, studyVersion: '0.9.0' }]],
    ]
    for (const [words, files] of cases) {
      const { exitCode, err, out } = run(files)
      expect(exitCode, words).toBe(1)
      expect(err).toContain(words)
      expect(existsSync(out)).toBe(false)
    }
    expect(run(pages, '--as-of', '2099-01-01T00:00:00Z').err).toContain('--as-of must not be later than')
    expect(runCommand(folder, ['x.json'], ['--study', 'none']).err).toContain('no study none')
    expect(runCommand(folder, [join(folder, 'not-there.json')], []).exitCode).toBe(1)
  })

  test.each(['', 'NaN', '1/0', '3.5', '9'.repeat(400)])('a score of “%s” is refused', (exact) => {
    const [first, second] = pages as [CohortFile, CohortFile]
    const { exitCode, err } = run([first, scored(second, exact)])
    expect(exitCode).toBe(1)
    expect(err).toContain('not a fraction')
  })

  test('an export of an earlier release is refused with what to do', () => {
    const [{ format: _, ...first }, ...rest] = pages as [CohortFile, ...CohortFile[]]
    expect(run([first, ...rest]).err).toContain('Export it again')
    expect(run([{ ...first, format: 2 }, ...rest]).err).toContain('Export it again')
    expect(run([{ ...first, format: 3 }, ...rest]).err).toContain('Export it again')
    expect(run([{ ...first, format: 4 }, ...rest]).err).toContain('Export it again')
    expect(run([{ ...first, format: 5 }, ...rest]).err).toContain('Export it again')
    expect(run([{ ...first, format: 6 }, ...rest]).err).toContain('Export it again')
    expect(run([{ ...first, format: 8 }, ...rest]).err).toContain('format')
  })

  test('are of what every page knows: of the oldest one, and of nothing later', () => {
    const [first, ...rest] = pages as [CohortFile, ...CohortFile[]]
    const earlier = { ...first, asOf: '2027-01-01T00:00:00.000Z' }
    expect(run([earlier, ...rest], '--as-of', first.asOf).err).toContain('2027-01-01T00:00:00.000Z')
    const { out } = run([earlier, ...rest])
    expect(readResult<DefinitionComparisonReply>(out, 'definition-comparison-week-4.json').asOf).toBe(
      earlier.asOf,
    )
  })

  test('are those of the API', async () => {
    const { exitCode, said, out } = run(pages)
    expect(exitCode).toBe(0)
    expect(said.trim().split('\n').length).toBe(readdirSync(out).length)
    const read = async <T>(path: string) =>
      (await (await clinic.api('coordinator-harbor', 'GET', `/api/studies/${STUDY}/${path}`)).json()) as T
    const own = <One extends { site: string }>(sites: readonly One[]) =>
      sites.find(({ site }) => site === 'harbor')
    const outcome = await read<ResponderRateReply>(
      'analyses/responder-rate?definition=four-domain-candidate&timepoint=week-12',
    )
    expect(
      own(readResult<ResponderRateReply>(out, 'responder-rate-four-domain-candidate-week-12.json').sites),
    ).toEqual(own(outcome.sites))
    const comparison = await read<DefinitionComparisonReply>(
      'analyses/definition-comparison?timepoint=week-4',
    )
    expect(
      readResult<DefinitionComparisonReply>(out, 'definition-comparison-week-4.json').definitions.map(
        ({ bySite }) => own(bySite),
      ),
    ).toEqual(comparison.definitions.map(({ bySite }) => own(bySite)))
  })

  test('of participants of a kind are those of the API with the same filter, and say so', async () => {
    for (const filter of ['mechanism:none', 'diagnosis:a', 'mechanism'])
      expect(run(pages, '--attributes', filter)).toMatchObject({
        ...{ exitCode: 1, err: '--attributes must be attributes of the study with their options\n' },
      })
    const { out } = run(pages, '--attributes', 'mechanism:neuropathic')
    const path =
      'analyses/responder-rate?definition=pain-relief-30&timepoint=week-12&attributes=mechanism:neuropathic'
    const asked = await clinic.api('coordinator-harbor', 'GET', `/api/studies/${STUDY}/${path}`)
    const { counts, filter } = (await asked.json()) as ResponderRateReply
    // Nobody else has it.
    const found = readResult<ResponderRateReply>(out, 'responder-rate-pain-relief-30-week-12.json')
    expect([found.counts, found.filter]).toEqual([counts, filter])
    expect(counts.due).toBeGreaterThan(0)
    expect(readFileSync(join(out, 'responder-rate-pain-relief-30-week-12.csv'), 'utf8')).toContain(
      'mechanism=neuropathic',
    )
    expect(readResult<DefinitionComparisonReply>(out, 'definition-comparison-week-4.json').filter).toEqual(
      filter,
    )
  })

  test('of what is asked again and again come for every time that anybody was asked', () => {
    const library = openShippedLibrary()
    const published = library.findStudy(STUDY)
    if (!published) throw new Error('the study ships')
    const timepoints = published.definition.timepoints.map((one) =>
      one.id === 'week-12' ? { ...one, repeat: { every: 'P7D', times: 3 } } : one,
    )
    const repeating = {
      ...library,
      findStudy: () => ({ ...published, definition: { ...published.definition, timepoints } }),
    }
    const called = <One extends { timepoint: string }>(one: One) =>
      one.timepoint === 'week-12' ? { ...one, timepoint: 'week-12.2' } : one
    const paths = pages.map((page, at) => {
      const participants = page.participants.map((one) => ({
        ...one,
        assessments: one.assessments.map(called),
        scores: one.scores.map(called),
      }))
      const path = join(folder, `repeated-${at}.json`)
      writeFileSync(path, JSON.stringify({ ...page, participants }))
      return path
    })
    const out = join(folder, 'repeated')
    const { exitCode, err } = runOutcomesCommand(['--study', STUDY, '--out', out, ...paths], repeating)
    expect([exitCode, err]).toEqual([0, ''])
    const comparisons = readdirSync(out).filter((name) => name.startsWith('definition-comparison-'))
    expect(comparisons.sort()).toEqual([
      'definition-comparison-week-1.json',
      'definition-comparison-week-12.2.json',
      'definition-comparison-week-24.json',
      'definition-comparison-week-4.json',
    ])
    const findRate = (comparison: DefinitionComparisonReply) => comparison.definitions[0]?.rate
    expect(
      findRate(readResult<DefinitionComparisonReply>(out, 'definition-comparison-week-12.2.json')),
    ).toEqual(
      findRate(readResult<DefinitionComparisonReply>(run(pages).out, 'definition-comparison-week-12.json')),
    )
  })

  test('the same files give the same bytes, in any order', () => {
    const [one, other] = [run(pages), run(pages.toReversed())]
    for (const name of readdirSync(one.out))
      expect(readFileSync(join(other.out, name), 'utf8'), name).toBe(
        readFileSync(join(one.out, name), 'utf8'),
      )
  })
})
