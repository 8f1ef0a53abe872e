import type { InstrumentDefinition } from '../instrument/definition.ts'
import type { StudyDefinition } from '../study/definition.ts'
import { buildMeasures, type Measures } from '../study/measures.ts'
import { checkEndpointScores } from './check-responder-definitions.ts'
import { hasUnaskedScore } from './check-rule-fit.ts'

/** What a part of a study is that speaks of a questionnaire which the study does not ask. */
export const UNASKED_KINDS = [
  ...(['domain', 'responder-definition', 'secondary-endpoint', 'safety-rule'] as const),
  ...(['by-text', 'spacing', 'reliability', 'equivalence'] as const),
] as const
export type UnaskedKind = (typeof UNASKED_KINDS)[number]

/** A part of a study, by its JSON pointer; `name` is its id: a domain, a score, an instrument, a definition, a rule. */
export type UnaskedPart = { readonly kind: UnaskedKind; readonly pointer: string; readonly name: string }

/**
 * What is left of questionnaires that were taken out of every battery: what measures a domain, definitions that look at what
 * is no longer measured or not when they look, secondary endpoints of those, safety rules that cannot fire, and what is said
 * of a questionnaire or score by itself. The primary endpoint is never among it: another one is for a person to choose.
 *
 * @param byRef every published instrument by its `id@version`
 */
export function listUnasked(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly UnaskedPart[] {
  const refs = [...new Set<string>(study.timepoints.flatMap(({ battery }) => battery))]
  // Of an instrument that nobody has published nothing can be known: that is its own problem.
  if (refs.some((ref) => !byRef.has(ref))) return []
  const asked = refs.flatMap((ref) => byRef.get(ref) ?? [])
  const ids = new Set<string>(asked.map(({ id }) => id))
  const measures = buildMeasures(study, (ref) => byRef.get(ref))
  const items = new Set(asked.flatMap((one) => one.items.map(({ id }) => `${one.id}/${id}`)))
  return [
    ...Object.entries(study.domains)
      .filter(([, score]) => !measures.has(score))
      .map(([name]) => part('domain', `/domains/${name}`, name)),
    ...listDefinitions(study, measures),
    ...listSecondary(study, measures),
    ...study.safety.rules.flatMap((rule, at) =>
      (rule.op === 'after-treatment' ? items.has(rule.item) : measures.has(rule.score))
        ? []
        : [part('safety-rule', `/safety/rules/${at}`, rule.id)],
    ),
    ...listByInstrument('by-text', '/byText/instruments', study.byText?.instruments ?? [], ids),
    ...listByInstrument(
      ...(['spacing', '/spacing', study.spacing.map(({ instrument }) => instrument), ids] as const),
    ),
    ...Object.keys(study.reliability)
      .filter((score) => !measures.has(score))
      .map((score) => part('reliability', `/reliability/${score.replace('/', '~1')}`, score)),
    ...listByInstrument(
      ...([
        'equivalence',
        '/equivalences',
        study.equivalences.map(({ instrument }) => instrument),
        ids,
      ] as const),
    ),
  ]
}

function part(kind: UnaskedKind, pointer: string, name: string): UnaskedPart {
  return { kind, pointer, name }
}

function listDefinitions(study: StudyDefinition, measures: Measures): readonly UnaskedPart[] {
  return study.responderDefinitions.flatMap(({ id, rule }, at) =>
    hasUnaskedScore(rule, measures, study)
      ? [part('responder-definition', `/responderDefinitions/${at}`, id)]
      : [],
  )
}

/** Of a definition that goes, or at a timepoint that does not ask what its definition looks at. */
function listSecondary(study: StudyDefinition, measures: Measures): readonly UnaskedPart[] {
  const gone = new Set(listDefinitions(study, measures).map(({ name }) => name))
  const unasked = new Set(checkEndpointScores(study, measures).map(({ pointer }) => pointer))
  return (study.endpoints?.secondary ?? []).flatMap(({ definition }, at) => {
    const pointer = `/endpoints/secondary/${at}`
    return gone.has(definition) || unasked.has(pointer)
      ? [part('secondary-endpoint', pointer, definition)]
      : []
  })
}

function listByInstrument(
  kind: UnaskedKind,
  list: string,
  instruments: readonly string[],
  asked: ReadonlySet<string>,
): readonly UnaskedPart[] {
  return instruments.flatMap((id, at) => (asked.has(id) ? [] : [part(kind, `${list}/${at}`, id)]))
}
