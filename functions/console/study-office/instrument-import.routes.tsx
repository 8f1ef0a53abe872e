import type { Context } from 'hono'
import { instrumentDefinitionSchema } from '../../../surveys/instrument/definition.ts'
import {
  type ImportFields,
  type ImportOutcome,
  InstrumentImportPage,
} from '../../../web/console/instrument-import-page.tsx'
import { parseStrictJson } from '../../platform/core/json.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { readForm } from '../../platform/http/form.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { requireDrafter } from '../../workflows/access/require-drafter.ts'
import { buildNotFound } from '../../workflows/access/staff-access.ts'
import { publishInstrument } from '../../workflows/library/publish-instrument.ts'
import { type ConsoleEnv, createConsoleApp, requireSession } from '../app/console-app.tsx'
import { buildOfficeFrame, type StudyOfficeDeps } from './office-frame.ts'
import { readInstrumentFile } from './read-instrument-file.ts'

/** Of a file, as of the API that reads one. */
const MAX_FORM_BYTES = 2_500_000
const EMPTY: ImportFields = { permission: '', id: '', version: '1.0.0', recallDays: '0', form: '' }

/** A questionnaire from a file: read and shown; completed by hand; published. */
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
      const file = (await c.req.parseBody()).file
      const {
        step,
        definition = '',
        ...typed
      } = { ...EMPTY, ...(await readForm(c)) } as ImportFields & {
        readonly step?: string
        readonly definition?: string
      }
      if (step === 'publish') {
        const outcome = await publishTyped(deps, member, definition)
        return c.html(
          await renderPage(deps, c, member, EMPTY, outcome),
          outcome.kind === 'published' ? 200 : 422,
        )
      }
      if (step !== 'read' || !(file instanceof File)) throw buildNotFound()
      const published = (await deps.openInstruments()).instruments.map((one) => one.definition)
      const bytes = new Uint8Array(await file.arrayBuffer())
      const outcome = await readInstrumentFile(bytes, typed, published)
      const status = outcome.kind === 'definition' ? 200 : 422
      return c.html(await renderPage(deps, c, member, typed, outcome), status)
    })
}

async function renderPage(
  deps: StudyOfficeDeps,
  c: Context<ConsoleEnv>,
  member: Membership,
  typed: ImportFields,
  outcome?: ImportOutcome,
) {
  const frame = await buildOfficeFrame(deps, c, member)
  return <InstrumentImportPage frame={frame} typed={typed} outcome={outcome} />
}

/** What is wrong with it comes back beside what was typed. */
async function publishTyped(deps: StudyOfficeDeps, member: Membership, json: string): Promise<ImportOutcome> {
  const source = parseDefinition(json)
  const definition = instrumentDefinitionSchema.safeParse(source).data
  const refuse = (problems: Extract<ImportOutcome, { kind: 'definition' }>['problems']): ImportOutcome => ({
    ...{ kind: 'definition', json, definition, warnings: [], problems },
  })
  if (source === undefined) return refuse([{ place: '', detail: 'not JSON' }])
  try {
    const { id, version } = await publishInstrument(deps, { sub: member.sub }, source)
    return { kind: 'published', ref: `${id}@${version}` }
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error
    const { problem, errors = [] } = error
    return refuse(
      errors.length === 0
        ? [{ place: '', detail: problem.title }]
        : errors.map(({ pointer, detail }) => ({ place: pointer, detail })),
    )
  }
}

function parseDefinition(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = parseStrictJson(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined
  } catch {
    return undefined
  }
}
