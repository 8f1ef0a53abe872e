import type { Localised } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyTemplate } from '../../../web/api/studies/study-templates.ts'
import type { StudyDraft } from '../../records/library/study-draft.store.ts'

type Source = StudyDraft['source']
type Timepoint = Readonly<Record<string, unknown>> & { readonly id: string }

/**
 * Templates are what ships, at a version that never changes: a study that somebody else has gone on with says nothing here.
 * Its clinics are left out, since every study has its own.
 */
export const TEMPLATE_SOURCES: Readonly<
  Record<StudyTemplate, { readonly study: string; readonly version: string }>
> = {
  'chronic-pain': { study: 'ketamine-infusion-registry', version: '1.4.0' },
  depression: { study: 'ketamine-infusion-registry', version: '1.4.0' },
  'randomized-trial': { study: 'ketamine-magnesium-trial', version: '1.1.0' },
}

/**
 * What a template asks in place of what ships asks: newer versions, which have Spanish wording of this project’s own. PEG,
 * PHQ-9, PGIC and RAND-36 are asked as their holders word them, in English.
 */
const NEWER: Readonly<Record<string, string>> = {
  'worst-pain-nrs@1.0.0': 'worst-pain-nrs@1.1.0',
  'sleep-quality@1.0.0': 'sleep-quality@1.1.0',
  'phq-9@1.0.0': 'phq-9@1.1.0',
}

/** Spanish titles of what ships with English ones alone, by ID. */
const SPANISH: Readonly<Record<'timepoints' | 'estimands', Readonly<Record<string, string>>>> = {
  timepoints: {
    baseline: 'Antes del tratamiento',
    'week-1': 'Semana 1',
    'week-4': 'Semana 4',
    'week-12': 'Semana 12',
    'week-24': 'Semana 24',
  },
  estimands: {
    'all-treated':
      'Todas las personas tratadas; dejarlo por falta de beneficio o efectos secundarios, o la muerte, es no responder',
    'treatment-policy':
      'Todas las personas tratadas, pase lo que pase en el camino; la muerte es no responder',
    assessed: 'Quienes respondieron antes del tratamiento y en un seguimiento',
  },
}

/** The draft that a template begins, of what ships. It can be had in Spanish as soon as the study offers that. */
export function buildFromTemplate(template: StudyTemplate, shipped: Source): Source {
  const timepoints = (shipped.timepoints as readonly Timepoint[]).map((timepoint) => ({
    ...timepoint,
    battery: (timepoint.battery as readonly string[]).map((ref) => NEWER[ref] ?? ref),
  }))
  const source = {
    ...shipped,
    sites: [],
    timepoints: addSpanish(timepoints, SPANISH.timepoints),
    estimands: addSpanish(shipped.estimands as readonly Titled[], SPANISH.estimands),
  }
  return template === 'depression' ? buildDepressionStudy(source) : source
}

type Titled = { readonly id: string; readonly title?: unknown }

/** A title that is Spanish already stays as it is. */
function addSpanish<T extends Titled>(entries: readonly T[], titles: Readonly<Record<string, string>>) {
  return entries.map((entry) => {
    const es = titles[entry.id]
    const title = entry.title as Localised
    return es === undefined ? entry : { ...entry, title: { ...title, es: title.es ?? es } }
  })
}

const FOLLOW_UP = ['phq-9@1.1.0', 'sleep-quality@1.1.0', 'pgic@1.0.0', 'satisfaction@1.1.0']
const BASELINE = ['phq-9@1.1.0', 'sleep-quality@1.1.0', 'rand-36-general-health@1.0.0']

/** The same schedule, with depression in the place of pain. */
function buildDepressionStudy(source: Source): Source {
  const { treatmentCap: _, ...kept } = source
  const timepoints = source.timepoints as readonly Timepoint[]
  const attributes = source.attributes as readonly { readonly id: string }[]
  const buildEndpoint = (definition: string, timepoint: string) => ({
    ...{ definition, timepoint, estimand: 'all-treated' },
  })
  return {
    ...kept,
    attributes: attributes.filter(({ id }) => id !== 'mechanism'),
    timepoints: timepoints.map((timepoint) => ({
      ...timepoint,
      battery: timepoint.id === source.baseline ? BASELINE : FOLLOW_UP,
    })),
    byText: { instruments: ['sleep-quality', 'pgic', 'satisfaction'], mostQuestions: 10 },
    domains: {
      depression: 'phq-9/total',
      sleep: 'sleep-quality/quality',
      'global-change': 'pgic/change',
      satisfaction: 'satisfaction/satisfaction',
    },
    responderDefinitions: ['depression-response@1.0.0', 'phq-9-remission@2.0.0', 'much-improved@1.0.0'],
    endpoints: {
      primary: buildEndpoint('depression-response', 'week-4'),
      secondary: [
        buildEndpoint('phq-9-remission', 'week-4'),
        buildEndpoint('depression-response', 'week-12'),
        buildEndpoint('much-improved', 'week-4'),
      ],
      adjustment: 'holm',
    },
  }
}
