import type { Context } from 'hono'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import { listEstimands } from '../../../surveys/study/estimand.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { MAX_RESPONDER_DEFINITION_BYTES } from '../../../web/api/responder-definitions/responder-definition.ts'
import { DefinitionVersionPage } from '../../../web/console/definition-version-page.tsx'
import { DefinitionsPage } from '../../../web/console/definitions-page.tsx'
import { DEFINITION_NOTICES, type DefinitionNotice } from '../../../web/console/definitions-view.ts'
import { consolePaths } from '../../../web/console/index.ts'
import { type FormFields, readForm } from '../../platform/http/form.ts'
import { buildNotFound, type StudyMember } from '../../workflows/access/staff-access.ts'
import { listResponderDefinitions } from '../../workflows/library/list-responder-definitions.ts'
import { type OfficeMember, requireOfficeMember } from '../../workflows/library/open-draft-study.ts'
import { retireResponderDefinition } from '../../workflows/library/retire-responder-definition.ts'
import { useDefinition } from '../../workflows/library/use-definition.ts'
import { listFollowUpChoices } from '../analyses/follow-up-choices.ts'
import { type ConsoleEnv, createConsoleApp, readLanguage, requireSession } from '../app/console-app.tsx'
import { createDefinitionDraftPages } from './definition-draft.routes.tsx'
import { buildDefinitionRow, compareVersionWords } from './definition-rows.ts'
import { beginDraft, type RefusedStep, takeRefusals } from './definition-steps.ts'
import { buildDefinitionsFrame, type DefinitionsConsoleDeps, requireDrafter } from './definitions-frame.ts'

/** A whole rule as a form sends it, every field under its pointer. */
const MAX_FORM_BYTES = 4 * MAX_RESPONDER_DEFINITION_BYTES

/** Pages on which responder definitions are listed, written, tried on a study's data, published and used. */
export function definitionsConsole(deps: DefinitionsConsoleDeps) {
  return createConsoleApp({ ...deps, maximumBodyBytes: MAX_FORM_BYTES })
    .use(requireSession(deps))
    .get('/studies/:study/definitions', async (c) => {
      const membership = await requireOfficeMember(deps, c.var.person, c.req.param('study'))
      return c.html(await renderList(deps, c, membership, readNotice(c)))
    })
    .post('/studies/:study/definitions', async (c) => {
      const drafter = await requireDrafter(deps, c, c.req.param('study'))
      const { id = '', from = '' } = await readForm(c)
      const begun = await beginDraft(deps, drafter, { id: id.trim(), from })
      if (typeof begun === 'string')
        return c.redirect(consolePaths.definitionDraft(drafter.study.id, begun), 303)
      return c.html(await renderList(deps, c, drafter, begun.notice), begun.status)
    })
    .get('/studies/:study/definitions/:id/:version', async (c) => {
      const membership = await requireOfficeMember(deps, c.var.person, c.req.param('study'))
      const { id, version } = c.req.param()
      return c.html(await renderVersion(deps, c, membership, { id, version }, readNotice(c)))
    })
    .post('/studies/:study/definitions/:id/:version', async (c) => {
      const drafter = await requireDrafter(deps, c, c.req.param('study'))
      const { id, version } = c.req.param()
      const outcome = await takeVersionStep(deps, drafter, { id, version }, await readForm(c))
      if (typeof outcome === 'string') return c.redirect(outcome, 303)
      const page = await renderVersion(deps, c, drafter, { id, version }, outcome.notice)
      return c.html(page, outcome.status)
    })
    .route('/', createDefinitionDraftPages(deps))
}

export function readNotice(c: Context<ConsoleEnv>): DefinitionNotice | undefined {
  return DEFINITION_NOTICES.find((one) => one === c.req.query('notice'))
}

type Version = { readonly id: string; readonly version: string }

/** @returns where to go on, or what the form was refused with */
async function takeVersionStep(
  deps: DefinitionsConsoleDeps,
  drafter: StudyMember,
  named: Version,
  fields: FormFields,
): Promise<string | RefusedStep> {
  const { member, study } = drafter
  const from = `${named.id}@${named.version}`
  const stay = (notice: DefinitionNotice) => consolePaths.definition(study.id, named, { notice })
  switch (fields.step) {
    case 'next':
    case 'copy': {
      const id = fields.step === 'next' ? named.id : (fields.id ?? '').trim()
      if (fields.step === 'copy' && id === named.id) return { notice: 'invalid', status: 409 }
      const begun = await beginDraft(deps, drafter, { id, from })
      return typeof begun === 'string' ? consolePaths.definitionDraft(study.id, begun) : begun
    }
    case 'retire': {
      const reason = (fields.reason ?? '').trim().slice(0, 300)
      if (reason === '') return { notice: 'no-reason', status: 422 }
      const by = { sub: member.sub, study: study.id }
      return takeRefusals(async () => {
        await retireResponderDefinition(deps, by, { ...named, reason })
        return stay('retired')
      })
    }
    case 'use': {
      const { role, timepoint, estimand } = fields
      if (role !== 'primary' && role !== 'secondary' && role !== 'exploratory')
        return { notice: 'no-endpoint', status: 422 }
      const revision = /^\d{1,9}$/.test(fields.revision ?? '') ? Number(fields.revision) : -1
      return takeRefusals(async () => {
        const saving = { study: study.id, by: member.sub, revision }
        await useDefinition(deps, saving, { ref: from, role, timepoint, estimand })
        return stay('used')
      })
    }
    default:
      throw buildNotFound()
  }
}

async function renderList(
  deps: DefinitionsConsoleDeps,
  c: Context<ConsoleEnv>,
  membership: OfficeMember,
  notice: DefinitionNotice | undefined,
) {
  const { member, study } = membership
  const [listed, drafts] = await Promise.all([
    listResponderDefinitions(deps, membership),
    member.role === 'lead' ? deps.definitionDrafts.listByStudy(study.id) : undefined,
  ])
  const view = {
    definitions: listed.map((one) => buildDefinitionRow(one, membership, readLanguage(c))),
    drafts: drafts?.map(({ definition, changedAt, changedBy }) => ({
      ...{ id: definition, changedAt, isMine: changedBy === member.sub },
    })),
  }
  return <DefinitionsPage frame={buildDefinitionsFrame(c, membership)} view={view} notice={notice} />
}

async function renderVersion(
  deps: DefinitionsConsoleDeps,
  c: Context<ConsoleEnv>,
  membership: OfficeMember,
  { id, version }: Version,
  notice: DefinitionNotice | undefined,
) {
  const locale = readLanguage(c)
  const { study, library, member } = membership
  // The newest version of each first.
  const versions = (await listResponderDefinitions(deps, membership)).filter(({ entry }) => entry.id === id)
  const at = versions.findIndex(({ entry }) => entry.version === version)
  const found = versions[at]
  if (!found) throw buildNotFound()
  const before = versions[at + 1]
  const measures = buildStudyMeasures(study, library)
  const view = {
    row: buildDefinitionRow(found, membership, locale),
    ...{ hash: found.entry.hash, publishedAt: found.entry.publishedAt },
    changes:
      before &&
      compareVersionWords(before.entry.version, before.definition, found.definition, measures, locale),
    lead:
      member.role === 'lead'
        ? {
            timepoints: listFollowUpChoices(study, locale),
            estimands: listEstimands(membership.published).map((one) => ({
              ...{ id: one.id, title: pickText(one.title, locale) },
            })),
            revision: (await deps.drafts.find(study.id)).revision,
          }
        : undefined,
  }
  return <DefinitionVersionPage frame={buildDefinitionsFrame(c, membership)} view={view} notice={notice} />
}
