import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import { listEstimands } from '../../../surveys/study/estimand.ts'
import { buildStudyMeasures, type Measures } from '../../../surveys/study/measures.ts'
import type { DefinitionPreviewReply } from '../../../web/api/responder-definitions/definition-preview.ts'
import type { DefinitionBuilderView, DefinitionPreviewView } from '../../../web/console/definitions-view.ts'
import {
  describeResponderRule,
  type RuleDescription,
} from '../../../web/responder/describe-responder-rule.ts'
import { findAnalysesText } from '../../../web/text/analyses-text.ts'
import { findDefinitionsText } from '../../../web/text/definitions-text.ts'
import type { ReviewedDefinition } from '../../workflows/library/definition-drafts.ts'
import type { OfficeMember } from '../../workflows/library/open-draft-study.ts'
import { findRulePart } from '../analyses/definition-comparison-words.ts'
import { listFollowUpChoices } from '../analyses/follow-up-choices.ts'
import { describeDraftRule } from './describe-draft-rule.ts'
import { type RawRule, readRaw } from './rule-fields.ts'
import { buildRuleNode } from './rule-nodes.ts'

/** What the address of a draft asks its numbers for. */
export type PreviewAsked = {
  readonly timepoint?: string | undefined
  readonly estimand?: string | undefined
  readonly cut?: string | undefined
}

/**
 * A draft as its page shows it.
 *
 * @param result its numbers; `undefined` while the rule has a problem
 */
export function buildBuilderView(
  review: ReviewedDefinition,
  membership: OfficeMember,
  locale: string,
  asked: PreviewAsked,
  result: DefinitionPreviewReply | undefined,
): Omit<DefinitionBuilderView, 'changes'> {
  const { draft, revision, problems } = review
  const measures = buildStudyMeasures(membership.study, membership.library)
  const raw = readRaw(draft.source.rule)
  const otherLocale = locale.startsWith('es') ? 'en' : 'es'
  return {
    ...{ id: draft.definition, revision, basedOn: draft.basedOn, changedAt: draft.changedAt },
    isMine: draft.changedBy === membership.member.sub,
    texts: listTexts(draft.source),
    rule: buildRuleNode(raw, { measures, problems, locale }),
    words: describeDraft(draft.source, measures, locale),
    otherWords: describeDraft(draft.source, measures, otherLocale),
    otherLocale,
    problems: problems.map(({ pointer, detail }) => ({ pointer, detail })),
    json: JSON.stringify(draft.source, null, 2),
    preview: buildPreviewView(review, membership, measures, locale, asked, result),
  }
}

function describeDraft(source: RawRule, measures: Measures, locale: string): readonly RuleDescription[] {
  const text = findAnalysesText(locale).definitionComparison.rule
  const missing: Readonly<Record<string, string>> = text.missing
  const words = missing[String(source.missing ?? 'not-assessable')]
  const toLine = (line: string): RuleDescription => ({ text: line, parts: [] })
  return [
    describeDraftRule(readRaw(source.rule), measures, locale),
    ...(words === undefined ? [] : [toLine(words)]),
    ...(source.lateAnswers === 'left-out' ? [toLine(text.late)] : []),
  ]
}

function listTexts(source: RawRule): ReadonlyMap<string, string> {
  const nested = ['title', 'summary'].flatMap((field) =>
    Object.entries(readRaw(source[field])).map(([language, value]) => [`/${field}/${language}`, value]),
  )
  const lines = ['version', 'source', 'evidence', 'missing', 'lateAnswers'].map((name) => [
    `/${name}`,
    source[name],
  ])
  return new Map(
    [...nested, ...lines].flatMap(([pointer, value]) =>
      typeof value === 'string' ? [[String(pointer), value] as const] : [],
    ),
  )
}

function buildPreviewView(
  { rule }: ReviewedDefinition,
  { study, published, isUnpublished }: OfficeMember,
  measures: Measures,
  locale: string,
  asked: PreviewAsked,
  result: DefinitionPreviewReply | undefined,
): DefinitionPreviewView {
  const timepoints = listFollowUpChoices(study, locale, result?.timepoint)
  const estimands = listEstimands(published).map(({ id, title }) => ({ id, title: pickText(title, locale) }))
  const { units } = findDefinitionsText(locale).builder
  const unitWords: Readonly<Record<string, string>> = {
    ...findAnalysesText(locale).definitionComparison.units,
    points: units.points,
  }
  const cuts = (result?.cuts ?? []).map(({ path, value, unit }) => ({
    id: path,
    title: rule
      ? `${describeResponderRule(findRulePart(rule, path), measures, locale).text} (${value} ${unitWords[unit] ?? unit})`
      : path,
  }))
  return {
    ...{ result, timepoints, estimands, cuts, isWithoutData: isUnpublished },
    titles: new Map(
      study.responderDefinitions.map(({ id, version, title }) => [
        `${id}@${version}`,
        pickText(title, locale),
      ]),
    ),
    chosen: {
      timepoint:
        result?.timepoint ?? asked.timepoint ?? study.endpoints?.primary.timepoint ?? timepoints[0]?.id ?? '',
      estimand: result?.estimand.id ?? asked.estimand ?? estimands[0]?.id ?? '',
      cut: result?.curve?.path ?? asked.cut ?? cuts[0]?.id ?? '',
    },
  }
}
