import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import {
  discardDefinitionDraft as discardContract,
  getDefinitionDraft,
  listDefinitionDrafts,
  publishDefinitionDraft as publishContract,
  saveDefinitionDraft as saveContract,
} from '../../../web/api/responder-definitions/definition-draft.ts'
import { previewDefinitionDraft } from '../../../web/api/responder-definitions/definition-preview.ts'
import { describeInEachLanguage } from '../../../web/responder/describe-responder-rule.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import {
  buildNotFound,
  requirePerson,
  type StaffEnv,
  type StudyMember,
} from '../../workflows/access/staff-access.ts'
import type { AnalysisDeps } from '../../workflows/analyses/analysis-request.ts'
import { readDefinitionPreview } from '../../workflows/analyses/read-definition-preview.ts'
import {
  type DefinitionDraftDeps,
  discardDefinitionDraft,
  publishDefinitionDraft,
  type ReviewedDefinition,
  reviewDefinitionDraft,
  saveDefinitionDraft,
} from '../../workflows/library/definition-drafts.ts'
import { type OpenStudyDeps, requireOfficeLead } from '../../workflows/library/open-draft-study.ts'

export type DefinitionDraftRouteDeps = AnalysisDeps & DefinitionDraftDeps & OpenStudyDeps

/** Responder definitions as they are written, for the leads of a study, with what they give on its present data. */
export function createDefinitionDraftRoutes(deps: DefinitionDraftRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(listDefinitionDrafts, async (c) => {
      const { study } = await requireOfficeLead(deps, c.var.person, c.req.valid('param').study)
      const drafts = await deps.definitionDrafts.listByStudy(study.id)
      return c.json({ drafts: drafts.map(formatAbout) }, 200)
    })
    .answer(getDefinitionDraft, async (c) => {
      const { study, definition } = c.req.valid('param')
      const drafter = await requireOfficeLead(deps, c.var.person, study)
      return c.json(formatReview(await requireReview(deps, drafter, definition), drafter), 200)
    })
    .answer(saveContract, async (c) => {
      requirePerson(c.var.person)
      const { study, definition } = c.req.valid('param')
      const drafter = await requireOfficeLead(deps, c.var.person, study)
      const { revision, definition: source, basedOn } = c.req.valid('json')
      const review = await saveDefinitionDraft(deps, drafter, { definition, revision }, source, basedOn)
      return c.json(formatReview(review, drafter), 200)
    })
    .answer(discardContract, async (c) => {
      requirePerson(c.var.person)
      const { study, definition } = c.req.valid('param')
      const drafter = await requireOfficeLead(deps, c.var.person, study)
      const { revision } = c.req.valid('json')
      await discardDefinitionDraft(deps, drafter, { definition, revision })
      return c.json({ revision: revision + 1 }, 200)
    })
    .answer(publishContract, async (c) => {
      requirePerson(c.var.person)
      const { study, definition } = c.req.valid('param')
      const drafter = await requireOfficeLead(deps, c.var.person, study)
      const { revision } = c.req.valid('json')
      const { id, version, hash } = await publishDefinitionDraft(deps, drafter, { definition, revision })
      return c.json({ id, version, hash }, 201)
    })
    .answer(previewDefinitionDraft, async (c) => {
      const { study, definition } = c.req.valid('param')
      const drafter = await requireOfficeLead(deps, c.var.person, study)
      // Nobody has answered a study that is not published.
      if (drafter.isUnpublished) throw buildNotFound()
      const review = await requireReview(deps, drafter, definition)
      return c.json(await readDefinitionPreview(deps, drafter, review, c.req.valid('query')), 200)
    })
}

async function requireReview(
  deps: DefinitionDraftRouteDeps,
  drafter: StudyMember,
  definition: string,
): Promise<ReviewedDefinition> {
  const review = await reviewDefinitionDraft(deps, drafter, definition)
  if (!review) throw buildNotFound()
  return review
}

type Draft = ReviewedDefinition['draft'] & { readonly revision: number }

function formatAbout({ definition, revision, basedOn, changedAt, changedBy }: Draft) {
  return { definition, revision, changedAt, changedBy, ...(basedOn !== undefined && { basedOn }) }
}

function formatReview({ revision, draft, problems, rule }: ReviewedDefinition, drafter: StudyMember) {
  const { definition: _, ...about } = formatAbout({ ...draft, revision })
  return {
    ...about,
    definition: draft.source,
    problems: [...problems],
    rule: rule ? describeInEachLanguage(rule, buildStudyMeasures(drafter.study, drafter.library)) : {},
  }
}
