import type { Context } from 'hono'
import {
  type InstrumentDefinition,
  instrumentDefinitionSchema,
} from '../../../surveys/instrument/definition.ts'
import { formatRef, pickText } from '../../../surveys/instrument/vocabulary.ts'
import { checkInstrument } from '../../../surveys/publication/check-instrument.ts'
import type { ImportFields, KeptFile } from '../../../web/console/instrument-file-form.tsx'
import {
  type ImportOutcome,
  type ImportRemark,
  InstrumentImportPage,
} from '../../../web/console/instrument-import-page.tsx'
import { findInstrumentBuilderText } from '../../../web/text/instrument-builder-text.ts'
import { findStudyOfficeText } from '../../../web/text/study-office-text.ts'
import { parseStrictJson } from '../../platform/core/json.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { listFieldFaults } from '../../platform/http/contract.ts'
import { type FormFields, readForm, readFormLists } from '../../platform/http/form.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { requireDrafter } from '../../workflows/access/require-drafter.ts'
import { buildNotFound } from '../../workflows/access/staff-access.ts'
import { publishInstrument } from '../../workflows/library/publish-instrument.ts'
import { retireInstrument } from '../../workflows/library/retire-instrument.ts'
import { type ConsoleEnv, createConsoleApp, readLanguage, requireSession } from '../app/console-app.tsx'
import { EMPTY_EXAMPLE, EMPTY_SCALE, type FormLists, showScale } from './instrument-form.ts'
import { type BuilderPart, takeBuilderStep } from './instrument-steps.ts'
import { type ChosenFile, keepFile, readChosenFile } from './kept-file.ts'
import { buildOfficeFrame, type StudyOfficeDeps } from './office-frame.ts'
import { readText } from './office-view.ts'
import { readInstrumentFile } from './read-instrument-file.ts'

/** Of a file, as of the API that reads one, and beside it another that the page kept. */
const MAX_FORM_BYTES = 2_500_000 + 600_000
const EMPTY: ImportFields = { permission: '', id: '', version: '1.0.0', recallDays: '0', form: '' }

/** A questionnaire from a file or from a published one: shown, completed by forms, published. Nothing is saved before. */
export function instrumentImportConsole(deps: StudyOfficeDeps) {
  return createConsoleApp({ ...deps, maximumBodyBytes: MAX_FORM_BYTES })
    .use(requireSession(deps))
    .get('/studies/:study/office/instruments', async (c) => {
      const member = await requireDrafter(deps, c.var.person, c.req.param('study'))
      return c.html(await renderPage(deps, c, member, EMPTY))
    })
    .post('/studies/:study/office/instruments', async (c) => {
      const member = await requireDrafter(deps, c.var.person, c.req.param('study'))
      // Parsed once, whoever asks for it again.
      const file = (await c.req.parseBody({ all: true })).file
      const fields = await readForm(c)
      const { step = '', definition = '', from = '' } = fields
      if (step === 'read') {
        const typed = readTyped(fields)
        const chosen = await readChosenFile(file, fields)
        const detail = findStudyOfficeText(readLanguage(c)).instruments.noFile
        const outcome: ImportOutcome = chosen
          ? await readFile(deps, chosen, typed)
          : { kind: 'faults', remarks: [{ place: '', detail }] }
        const kept = chosen && keepFile(chosen)
        return c.html(await renderPage(deps, c, member, typed, outcome, kept), findStatus(outcome))
      }
      if (step === 'begin') {
        const published = (await deps.openInstruments()).findInstrument(from)
        if (!published) throw buildNotFound()
        const next = await beginVersion(deps, published.definition)
        return c.html(await renderPage(deps, c, member, EMPTY, buildOutcome(next)))
      }
      const outcome =
        step === 'retire'
          ? await retireTyped(deps, member, fields, readLanguage(c))
          : step === 'publish'
            ? await publishTyped(deps, member, definition)
            : completeTyped(definition, step, await readFormLists(c), readLanguage(c))
      return c.html(await renderPage(deps, c, member, EMPTY, outcome), findStatus(outcome))
    })
}

/** The same questionnaire under the version after its newest: a published one never changes. */
async function beginVersion(deps: StudyOfficeDeps, definition: InstrumentDefinition) {
  const entries = await deps.definitions.listEntries('instrument')
  const shipped = (await deps.openInstruments()).instruments.map((one) => one.definition)
  const versions = [...entries, ...shipped].flatMap(({ id, version }) =>
    id === definition.id ? [version.split('.').map(Number)] : [],
  )
  const [[major = 1, minor = 0] = []] = versions.sort((a, b) => compareNumbers(b, a))
  return { ...definition, version: `${major}.${minor + 1}.0` }
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, index) => number !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

function findStatus(outcome: ImportOutcome): 200 | 422 {
  if (outcome.kind === 'published' || outcome.kind === 'retired') return 200
  if (outcome.kind !== 'definition' || outcome.builder === undefined) return 422
  const { scaleFaults, exampleFaults } = outcome.builder
  return outcome.isRefused || scaleFaults.length > 0 || exampleFaults.length > 0 ? 422 : 200
}

function readTyped(fields: FormFields): ImportFields {
  const names = Object.keys(EMPTY) as (keyof ImportFields)[]
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? EMPTY[name]])) as ImportFields
}

async function readFile(
  deps: StudyOfficeDeps,
  { bytes }: ChosenFile,
  typed: ImportFields,
): Promise<ImportOutcome> {
  const published = (await deps.openInstruments()).instruments.map((one) => one.definition)
  const read = await readInstrumentFile(bytes, typed, published)
  return read.kind === 'definition' ? buildOutcome(read.definition, { warnings: read.warnings }) : read
}

async function renderPage(
  deps: StudyOfficeDeps,
  c: Context<ConsoleEnv>,
  member: Membership,
  typed: ImportFields,
  outcome?: ImportOutcome,
  kept?: KeptFile,
) {
  const stored = await deps.drafts.find(member.study)
  const [frame, library, entries] = await Promise.all([
    buildOfficeFrame(deps, c, member, readText(stored.draft?.source.title)),
    deps.openInstruments(),
    deps.definitions.listEntries('instrument'),
  ])
  const locale = readLanguage(c)
  const published = library.instruments
    .map(({ definition }) => ({ ref: formatRef(definition), title: pickText(definition.title, locale) }))
    .sort((a, b) => a.title.localeCompare(b.title, locale) || a.ref.localeCompare(b.ref))
  const retirable = entries
    .filter(({ study, retired }) => study === member.study && !retired)
    .map((entry) => {
      const ref = formatRef(entry)
      return { ref, title: published.find((one) => one.ref === ref)?.title ?? entry.title }
    })
  return <InstrumentImportPage {...{ frame, typed, kept, published, retirable, outcome }} />
}

type OutcomePart = BuilderPart & {
  readonly warnings?: readonly ImportRemark[]
  /** Why it was not published. */
  readonly refused?: readonly ImportRemark[]
  /** As it was typed; left out: as it is. */
  readonly json?: string
}

/** A definition with its forms, and everything that stands in its way by now. */
function buildOutcome(definition: InstrumentDefinition, part: OutcomePart = {}): ImportOutcome {
  const { warnings = [], refused, json = JSON.stringify(definition, null, 2), ...builder } = part
  const faults = checkInstrument(definition).map(({ pointer, detail }) => ({ place: pointer, detail }))
  return {
    ...{ kind: 'definition', json, warnings },
    builder: {
      changeable: definition.scales.flatMap((scale) => (showScale(scale) ? [scale.id] : [])),
      ...{ definition, scale: EMPTY_SCALE, scaleFaults: [], example: EMPTY_EXAMPLE, exampleFaults: [] },
      ...builder,
    },
    ...{ problems: refused ?? faults, isRefused: refused !== undefined },
  }
}

/** A definition that is none yet: its JSON to be mended, with what is wrong. */
function refuseJson(json: string, problems: readonly ImportRemark[]): ImportOutcome {
  return { kind: 'definition', json, builder: undefined, warnings: [], problems, isRefused: true }
}

function completeTyped(json: string, step: string, lists: FormLists, locale: string): ImportOutcome {
  const read = readDefinition(json)
  if ('problems' in read) return refuseJson(json, read.problems)
  const taken = takeBuilderStep(
    read.definition,
    step,
    lists,
    findInstrumentBuilderText(locale).wording.source,
  )
  if (!taken) throw buildNotFound()
  return buildOutcome(taken.definition, taken.part)
}

/** What is wrong with it comes back beside what was typed. */
async function publishTyped(deps: StudyOfficeDeps, member: Membership, json: string): Promise<ImportOutcome> {
  const read = readDefinition(json)
  if ('problems' in read) return refuseJson(json, read.problems)
  try {
    const { id, version } = await publishInstrument(deps, { sub: member.sub }, read.source, member.study)
    return { kind: 'published', ref: `${id}@${version}` }
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error
    const { problem, errors = [] } = error
    const refused =
      errors.length === 0
        ? [{ place: '', detail: problem.title }]
        : errors.map(({ pointer, detail }) => ({ place: pointer, detail }))
    return buildOutcome(read.definition, { refused, json })
  }
}

async function retireTyped(
  deps: StudyOfficeDeps,
  { sub }: Membership,
  { ref = '', reason = '' }: FormFields,
  locale: string,
): Promise<ImportOutcome> {
  const text = findStudyOfficeText(locale).instruments
  const [id = '', version = ''] = ref.split('@')
  if (reason.trim() === '') return { kind: 'not-retired', detail: text.notRetired }
  try {
    await retireInstrument(deps, { sub }, { id, version, reason: reason.trim().slice(0, 300) })
    return { kind: 'retired', ref }
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error
    return { kind: 'not-retired', detail: text.notRetired }
  }
}

type Source = Readonly<Record<string, unknown>>

function readDefinition(
  json: string,
):
  | { readonly source: Source; readonly definition: InstrumentDefinition }
  | { readonly problems: readonly ImportRemark[] } {
  const source = parseObject(json)
  if (source === undefined) return { problems: [{ place: '', detail: 'not JSON' }] }
  const read = instrumentDefinitionSchema.safeParse(source)
  if (read.success) return { source, definition: read.data }
  return { problems: listFieldFaults(read.error).map(({ pointer, detail }) => ({ place: pointer, detail })) }
}

function parseObject(json: string): Source | undefined {
  try {
    const value = parseStrictJson(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Source)
      : undefined
  } catch {
    return undefined
  }
}
