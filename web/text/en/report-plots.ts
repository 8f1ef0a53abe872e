/** The words of the plots of reports: what an axis shows, which way is which, and what is seen, in one sentence. */
export const reportPlotsText = {
  of: (count: number, of: number) => `${count} of ${of}`,
  completion: {
    title: 'Completed of expected by timepoint',
    axis: 'Completed of expected, % (95% interval)',
    upwards: 'more completed',
    seen: ([most, least]: readonly string[]) => `Most was completed at ${most}; least at ${least}.`,
    seenOne: (timepoint: string, rate: string) =>
      `At ${timepoint}, ${rate} of what was expected is completed.`,
  },
  recruitment: {
    title: 'Enrolled of planned by now',
    axis: 'Enrolled of planned by now, % (the line is the plan)',
    upwards: 'ahead of plan',
    seen: (clinic: string, enrolled: number, planned: number, share: string) =>
      `${clinic}: ${enrolled} enrolled of ${planned} planned by now, ${share}.`,
  },
  flow: {
    title: 'How many came to each step',
    axis: 'People',
    upwards: 'more people',
    seen: (enrolled: number, step: string, count: number, share: string) =>
      `Of ${enrolled} enrolled, ${count} (${share}) came to the last step: ${step}.`,
  },
  outcome: {
    pooled: (rate: string, low: string, high: string, range: string) =>
      `Over all clinics, ${rate} met the definition (95% interval ${low} to ${high})${range}.`,
    pooledAlone: (rate: string, range: string) => `Over all clinics, ${rate} met the definition${range}.`,
    notPooled: (range: string) => `There is no rate over all clinics${range}.`,
    range: (low: string, high: string) => `; single clinics lie between ${low} and ${high}`,
  },
}
