import type { Context } from 'hono'
import type { ResponderDefinition } from '../../../surveys/responder/definition.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { findTextFault } from '../../../surveys/values/text-faults.ts'
import { previewDefinitionDraft } from '../../../web/api/responder-definitions/definition-preview.ts'
import { DefinitionBuilderPage } from '../../../web/console/definition-builder-page.tsx'
import type { DefinitionNotice } from '../../../web/console/definitions-view.ts'
import { consolePaths } from '../../../web/console/index.ts'
import { buildTextRefusal, parseQuery } from '../../platform/http/contract.ts'
import { readFormLists } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import { buildNotFound, type StudyMember } from '../../workflows/access/staff-access.ts'
import { readDefinitionPreview } from '../../workflows/analyses/read-definition-preview.ts'
import {
  discardDefinitionDraft,
  findComputable,
  publishDefinitionDraft,
  type ReviewedDefinition,
  reviewDefinitionDraft,
  saveDefinitionDraft,
} from '../../workflows/library/definition-drafts.ts'
import type { OfficeMember } from '../../workflows/library/open-draft-study.ts'
import { type ConsoleEnv, readLanguage } from '../app/console-app.tsx'
import { applyDefinitionForm, type SentFields } from './apply-rule-form.ts'
import { buildBuilderView, type PreviewAsked } from './builder-view.ts'
import { compareVersionWords } from './definition-rows.ts'
import { type RefusedStep, takeRefusals } from './definition-steps.ts'
import { buildDefinitionsFrame, type DefinitionsConsoleDeps, requireDrafter } from './definitions-frame.ts'

const PATH = '/studies/:study/definition-drafts/:id'

/** The page on which one definition is written. Every button saves the form; numbers are those of what was saved. */
export function createDefinitionDraftPages(deps: DefinitionsConsoleDeps) {
  return createHono<ConsoleEnv>()
    .get(PATH, async (c) => {
      const drafter = await requireDrafter(deps, c, c.req.param('study'))
      const review = await requireReview(deps, drafter, c.req.param('id'))
      const notice = c.req.query('notice') === 'saved' ? 'saved' : undefined
      return c.html(await renderBuilder(deps, c, drafter, review, notice))
    })
    .post(PATH, async (c) => {
      const drafter = await requireDrafter(deps, c, c.req.param('study'))
      const definition = c.req.param('id')
      const sent = await readFields(c)
      const outcome = await takeStep(deps, drafter, definition, sent, readAsked(c))
      if (typeof outcome === 'string') return c.redirect(outcome, 303)
      const review = await requireReview(deps, drafter, definition)
      return c.html(await renderBuilder(deps, c, drafter, review, outcome.notice), outcome.status)
    })
}

async function takeStep(
  deps: DefinitionsConsoleDeps,
  drafter: StudyMember,
  definition: string,
  sent: SentFields,
  asked: PreviewAsked,
): Promise<string | RefusedStep> {
  const [typed = ''] = sent.revision ?? []
  const saving = { definition, revision: /^\d{1,9}$/.test(typed) ? Number(typed) : -1 }
  const study = drafter.study.id
  switch (sent.step?.at(-1)) {
    case 'publish':
      return takeRefusals(async () => {
        const { id, version } = await publishDefinitionDraft(deps, drafter, saving)
        return consolePaths.definition(study, { id, version }, { notice: 'published' })
      })
    case 'discard':
      return takeRefusals(async () => {
        await discardDefinitionDraft(deps, drafter, saving)
        return consolePaths.definitions(study, { notice: 'discarded' })
      })
    default:
      return takeRefusals(async () => {
        const { draft } = await requireReview(deps, drafter, definition)
        const source = { ...applyDefinitionForm(draft.source, sent), id: definition }
        await saveDefinitionDraft(deps, drafter, saving, source)
        return consolePaths.definitionDraft(study, definition, { ...asked, notice: 'saved' })
      })
  }
}

/** @throws ProblemError 415, 400; 422 for a text that holds what none may hold */
async function readFields(c: Context<ConsoleEnv>): Promise<SentFields> {
  const sent = await readFormLists(c)
  const faulty = Object.entries(sent).flatMap(([name, values]) =>
    [name, ...values].flatMap((text) => {
      const fault = findTextFault(text)
      return fault === undefined ? [] : [{ pointer: /^[\w/-]{1,120}$/.test(name) ? name : '', fault }]
    }),
  )
  if (faulty.length > 0) throw buildTextRefusal(faulty)
  return sent
}

function readAsked(c: Context<ConsoleEnv>): PreviewAsked {
  const { timepoint, estimand, cut } = c.req.query()
  return { timepoint, estimand, cut }
}

async function renderBuilder(
  deps: DefinitionsConsoleDeps,
  c: Context<ConsoleEnv>,
  drafter: OfficeMember,
  review: ReviewedDefinition,
  notice: DefinitionNotice | undefined,
) {
  const locale = readLanguage(c)
  const asked = readAsked(c)
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '')
  const query = parseQuery(previewDefinitionDraft, Object.fromEntries(given) as Record<string, string>)
  const isComputable = !drafter.isUnpublished && findComputable(review) !== undefined
  const result = isComputable ? await readDefinitionPreview(deps, drafter, review, query) : undefined
  const changes = await findChanges(deps, drafter, review, locale)
  const view = { ...buildBuilderView(review, drafter, locale, asked, result), changes }
  return <DefinitionBuilderPage frame={buildDefinitionsFrame(c, drafter)} view={view} notice={notice} />
}

/** Against what the draft began from, as soon as it is a definition. */
async function findChanges(
  { definitions }: DefinitionsConsoleDeps,
  { study, library }: StudyMember,
  { draft, definition }: ReviewedDefinition,
  locale: string,
) {
  if (!definition || draft.basedOn === undefined) return undefined
  const entries = await definitions.listEntries('responder-definition')
  const entry = entries.find(({ id, version }) => `${id}@${version}` === draft.basedOn)
  if (!entry) return undefined
  const [before] = await definitions.readFinished([entry.hash])
  const measures = buildStudyMeasures(study, library)
  return compareVersionWords(draft.basedOn, before as ResponderDefinition, definition, measures, locale)
}

async function requireReview(
  deps: DefinitionsConsoleDeps,
  drafter: StudyMember,
  definition: string,
): Promise<ReviewedDefinition> {
  const review = await reviewDefinitionDraft(deps, drafter, definition)
  if (!review) throw buildNotFound()
  return review
}
