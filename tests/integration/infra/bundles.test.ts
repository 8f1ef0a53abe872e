import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Metafile } from 'esbuild'
import { afterAll, describe, expect, test } from 'vitest'
import { buildBundle, ON_THIS_MACHINE } from '../../../infra/constructs/build-bundle.ts'

/**
 * Thousands of bytes: what is loaded at start, and all that is there. Each is what was measured and about a tenth, but for
 * what a participant waits for: that has its limit. A change that needs more says why.
 */
const BUDGETS: Readonly<Record<string, { readonly start: number; readonly all: number }>> = {
  'admit-request': { start: 57, all: 57 },
  'anchor-audit': { start: 67, all: 69 },
  // Every stored item of a participant, and the writer of Parquet.
  'append-facts': { start: 400, all: 400 },
  'archive-audit': { start: 63, all: 65 },
  'compact-facts': { start: 450, all: 450 },
  'erase-participants': { start: 415, all: 415 },
  'grant-membership': { start: 278, all: 278 },
  // Every analysis of a study at once.
  'mail-panelists': { start: 355, all: 400 },
  'make-releases': { start: 540, all: 540 },
  // Today’s list, the analyses of completion and response, releases with their plots, and both reports in two languages. With
  // the first export it loads what writes its format, and with the first PDF what writes that, and two fonts (580).
  'make-reports': { start: 860, all: 2750 },
  'open-due-assessments': { start: 283, all: 283 },
  // It ends links, plans texts anew, takes requests for erasure, hears mistyped crises and those in two texts, keeps every
  // text, and logs what the carrier refuses.
  'receive-reply': { start: 448, all: 520 },
  'recompute-scores': { start: 321, all: 321 },
  'record-delivery': { start: 287, all: 287 },
  'record-mail-event': { start: 280, all: 280 },
  'replay-erasures': { start: 390, all: 390 },
  'roll-out-versions': { start: 365, all: 365 },
  // The one that holds the definitions, and the schemas that complete them.
  'seed-library': { start: 542, all: 542 },
  // It closes what was never sent, too.
  'send-invitation': { start: 415, all: 459 },
  'send-urgent-message': { start: 426, all: 426 },
  // The guides grow, and one holds the figures of a simulation.
  'serve-api-reference': { start: 620, all: 625 },
  // Its words name every reason of the carrier and every clinical event, in two languages, and it reads releases.
  // With the first download it loads what writes tidy tables, and with the first as Parquet, CDISC,
  // as a workbook or as FHIR what writes that.
  'serve-console': { start: 860, all: 1440 },
  // It computes definitions, shows the forms that write them in two languages, and checks whole studies.
  'serve-definitions': { start: 925, all: 925 },
  'serve-instruments': { start: 381, all: 383 },
  // Signing in, the pages of members in two languages, and mail.
  'serve-members': { start: 630, all: 690 },
  // With the limit of a link, less than a kilobyte.
  'serve-panelists': { start: 350, all: 400 },
  'serve-panels': { start: 570, all: 700 },
  'serve-participant-page': { start: 442, all: 552 },
  // It imputes scores, counts days on the clinic’s calendar, and reads clinical events and courses. With the first tidy export
  // it loads what writes tables, syntax and ZIPs; Parquet, workbooks and FHIR are loaded with the first export of their kind.
  'serve-readings': { start: 745, all: 1100 },
  // It makes releases, reads them, and answers the form that makes one with a page.
  'serve-releases': { start: 895, all: 950 },
  // The pages of reports in two languages.
  'serve-reports': { start: 700, all: 700 },
  // Both read telephone numbers by every country's ranges, 70 kB more than their lengths, with the first number.
  // The first records clinical events too.
  'serve-staff-api': { start: 548, all: 1070 },
  // It completes and checks whole studies and questionnaires, has a form for everything in them with its words in two
  // languages and a script, plans the calendar of an invented participant, and reads files of others. A study that is refused
  // is answered with the page of its organization, and a language begins with texts.
  'serve-study-office': { start: 880, all: 1150 },
  // It completes and checks the draft whose effects it shows, and plans everybody anew.
  'serve-versions': { start: 800, all: 900 },
  // Erasure, history, treatments and decisions on late answers, which score anew, are the worklist's too, and so are the
  // reasons of the carrier and the names of clinical events, in two languages. It finds participants and corrects contacts.
  'serve-worklist': { start: 760, all: 1100 },
  'verify-audit': { start: 266, all: 268 },
}

const handlers = readdirSync(new URL('../../../functions/handlers/', import.meta.url)).flatMap(
  (file) => /^(.+)\.handler\.ts$/.exec(file)?.[1] ?? [],
)
const folder = mkdtempSync(join(tmpdir(), 'concord-bundles-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('every function has a budget', () => {
  expect(handlers.sort()).toEqual(Object.keys(BUDGETS))
})

describe.each(Object.entries(BUDGETS))('the bundle of %s', (name, budget) => {
  const outputs = readOutputs(buildBundle(`functions/handlers/${name}.handler.ts`, join(folder, name)))
  const atStart = listStartFiles(outputs)
  const modulesAtStart = atStart.flatMap((file) => listModules(outputs, file))

  test('is within its budget', () => {
    expect(countKilobytes(outputs, atStart)).toBeLessThanOrEqual(budget.start)
    expect(countKilobytes(outputs, Object.keys(outputs))).toBeLessThanOrEqual(budget.all)
  })

  test('imports no built-in module, whose every export would be loaded with it', () => {
    const imported = Object.values(outputs).flatMap(({ imports }) => imports)
    const external = imported.filter((one) => one.external).map(({ path }) => path)
    expect(external.filter((path) => path !== ON_THIS_MACHINE)).toEqual([])
  })

  test('holds neither the classic zod nor a search for credentials', () => {
    const modules = Object.keys(outputs).flatMap((file) => listModules(outputs, file))
    expect(modules.filter((path) => /zod\/v4\/classic|credential-provider/.test(path))).toEqual([])
  })

  test('holds no definition, unless it publishes them', () => {
    const definitions = /surveys\/(instruments|studies)\/.*\.json$/
    const held = modulesAtStart.filter((path) => definitions.test(path))
    if (name === 'seed-library') expect(held.length).toBeGreaterThan(50)
    else expect(held).toEqual([])
  })
})

test.each([
  [
    'the participant’s function loads Temporal and planning only when a schedule moves',
    ...(['serve-participant-page', /temporal-polyfill|functions\/rules\/schedule\/plan\.ts/] as const),
  ],
  [
    'what makes reports loads what writes PDFs with the first',
    'make-reports',
    /node_modules\/(pdfkit|fontkit)\//,
  ],
] as const)('%s', (_, name, later) => {
  const outputs = readOutputs(buildBundle(`functions/handlers/${name}.handler.ts`, join(folder, name)))
  const atStart = listStartFiles(outputs)
  const loadedLater = Object.keys(outputs).filter((file) => !atStart.includes(file))
  expect(atStart.flatMap((file) => listModules(outputs, file)).filter((path) => later.test(path))).toEqual([])
  expect(
    loadedLater.flatMap((file) => listModules(outputs, file)).filter((path) => later.test(path)),
  ).not.toEqual([])
})

type Outputs = Metafile['outputs']

/** The modules that esbuild wrote, by file name, without their source maps. */
function readOutputs({ outputs }: Metafile): Outputs {
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([path]) => path.endsWith('.mjs'))
      .map(([path, output]) => [basename(path), output]),
  )
}

/** index.mjs with all that it imports, and what they import, but not what stands in an `import()`. */
function listStartFiles(outputs: Outputs, file = 'index.mjs', found: string[] = []): string[] {
  if (found.includes(file)) return found
  found.push(file)
  for (const { path, kind } of outputs[file]?.imports ?? [])
    if (kind === 'import-statement') listStartFiles(outputs, basename(path), found)
  return found
}

function listModules(outputs: Outputs, file: string): string[] {
  return Object.entries(outputs[file]?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path)
}

function countKilobytes(outputs: Outputs, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0) / 1000
}
