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

/** The draft that a template begins, of what ships. */
export function buildFromTemplate(template: StudyTemplate, shipped: Source): Source {
  const source = { ...shipped, sites: [] }
  return template === 'depression' ? buildDepressionStudy(source) : source
}

const FOLLOW_UP = ['phq-9@1.0.0', 'sleep-quality@1.0.0', 'pgic@1.0.0', 'satisfaction@1.1.0']
const BASELINE = ['phq-9@1.0.0', 'sleep-quality@1.0.0', 'rand-36-general-health@1.0.0']

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
