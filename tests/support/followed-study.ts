import registry from '../../surveys/studies/ketamine-infusion-registry-1.0.0.json' with { type: 'json' }

/** Asked beside what the registry asks, so that two more of the shipped definitions can be judged. */
const ALSO_ASKED: Readonly<Record<string, readonly string[]>> = {
  baseline: ['own-goal@1.1.0'],
  'week-4': ['satisfaction@1.1.0'],
  'week-12': ['satisfaction@1.1.0', 'own-goal@1.1.0'],
  'week-24': ['satisfaction@1.1.0'],
}

/**
 * The shipped study as a file, with everything that response over time can use: satisfaction and the own goal, a made-up
 * reliability of worst pain, and at most two infusions a year.
 */
export const followedStudy = {
  ...registry,
  version: '1.9.0',
  timepoints: registry.timepoints.map((timepoint) => ({
    ...timepoint,
    battery: [...timepoint.battery, ...(ALSO_ASKED[timepoint.id] ?? [])],
  })),
  domains: {
    ...registry.domains,
    satisfaction: 'satisfaction/satisfaction',
    'own-goal': 'own-goal/attainment',
  },
  responderDefinitions: [
    ...registry.responderDefinitions,
    'ketamine-guideline-candidate@1.0.0',
    'own-goal-reached@1.0.0',
  ],
  reliability: {
    'worst-pain-nrs/worst': {
      ...{ standardDeviation: 2, coefficient: 0.8, evidence: 'unconfirmed', source: 'Made up' },
    },
  },
  treatmentCap: { treatment: 'ketamine-infusion', most: 2, evidence: 'unconfirmed', source: 'Made up' },
}
