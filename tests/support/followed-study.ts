import registry from '../../surveys/studies/ketamine-infusion-registry-1.4.0.json' with { type: 'json' }

/** When the own goal is asked beside what the registry asks. */
const OWN_GOAL: readonly string[] = ['baseline', 'week-12']

/**
 * The shipped study as a file, with everything that response over time can use: the own goal, analysis
 * windows, a made-up reliability of worst pain, and at most two infusions a year.
 */
export const followedStudy = {
  ...registry,
  version: '1.9.0',
  timepoints: registry.timepoints.map((timepoint) => ({
    ...timepoint,
    battery: [...timepoint.battery, ...(OWN_GOAL.includes(timepoint.id) ? ['own-goal@1.1.0'] : [])],
  })),
  domains: {
    ...registry.domains,
    'own-goal': 'own-goal/attainment',
  },
  responderDefinitions: [...registry.responderDefinitions, 'own-goal-reached@1.0.0'],
  reliability: {
    'worst-pain-nrs/worst': {
      ...{ standardDeviation: 2, coefficient: 0.8, evidence: 'unconfirmed', source: 'Made up' },
    },
  },
  analysisWindows: [
    { id: 'early', title: { en: 'Early' }, from: 7, target: 14, until: 27 },
    { id: 'month-1', title: { en: 'Month 1' }, from: 27, target: 28, until: 42 },
    { id: 'month-3', title: { en: 'Month 3' }, from: 70, target: 84, until: 98 },
  ],
  treatmentCap: { treatment: 'ketamine-infusion', most: 2, evidence: 'unconfirmed', source: 'Made up' },
}
