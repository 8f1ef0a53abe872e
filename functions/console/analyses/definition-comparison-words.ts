import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import type { PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { ResponderRule } from '../../../surveys/responder/rule.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { listEstimands } from '../../../surveys/study/estimand.ts'
import { buildStudyMeasures, type Measures } from '../../../surveys/study/measures.ts'
import type { DefinitionComparisonReply } from '../../../web/api/analyses/definition-comparison.ts'
import type { DefinitionComparisonWords, DefinitionWords } from '../../../web/console/index.ts'
import {
  describeResponderDefinition,
  describeResponderRule,
} from '../../../web/responder/describe-responder-rule.ts'
import { listSiteTitles } from './analysis-words.ts'
import { listFollowUpChoices } from './follow-up-choices.ts'

/** Names of what the comparison speaks of, and each definition in words. */
export function buildDefinitionComparisonWords(
  study: StudyDefinition,
  library: Instruments,
  result: DefinitionComparisonReply,
  locale: string,
): DefinitionComparisonWords {
  const measures = buildStudyMeasures(study, library)
  return {
    timepoints: listFollowUpChoices(study, locale, result.timepoint),
    estimands: listEstimands(study).map(({ id, title }) => ({ id, title: pickText(title, locale) })),
    sites: listSiteTitles(study),
    arms: study.arms,
    definitions: new Map(
      result.definitions.flatMap(({ definition: ref, byCut }) => {
        const definition = study.responderDefinitions.find(({ id, version }) => `${id}@${version}` === ref)
        if (!definition) return []
        const paths = byCut.map(({ path }) => path)
        return [[ref, buildDefinitionWords(definition, paths, measures, locale)]]
      }),
    ),
  }
}

function buildDefinitionWords(
  definition: PublishedResponderDefinition,
  paths: readonly string[],
  measures: Measures,
  locale: string,
): DefinitionWords {
  const describeCut = (path: string) =>
    describeResponderRule(findRulePart(definition.rule, path), measures, locale).text
  return {
    title: pickText(definition.title, locale),
    source: definition.source,
    rule: describeResponderDefinition(definition, measures, locale),
    cuts: new Map(paths.map((path) => [path, describeCut(path)])),
  }
}

/** The part of a rule that holds the number at a path such as `rules/0/atLeast`. */
export function findRulePart(rule: ResponderRule, path: string): ResponderRule {
  const keys = path.split('/').slice(0, -1)
  return keys.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], rule) as ResponderRule
}
