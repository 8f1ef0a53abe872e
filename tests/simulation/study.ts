import { type Library, openLibrary, openShippedLibrary } from '../../surveys/library/library.ts'
import registry from '../../surveys/studies/ketamine-infusion-registry-1.0.0.json' with { type: 'json' }

const [baseline] = registry.timepoints

const BATTERY = ['worst-pain-nrs@1.0.0', 'phq-9@1.0.0']

/** The shipped study with a schedule in which much happens within two weeks. */
export const simulatedStudy = {
  ...registry,
  anchors: [
    { id: 'enrolment', kind: 'enrolment' },
    { id: 'each-infusion', kind: 'treatment', treatment: 'ketamine-infusion', occurrence: 'each' },
    { id: 'answered', kind: 'completion', timepoint: 'baseline' },
  ],
  spacing: [],
  byText: { instruments: ['worst-pain-nrs'] },
  spreadMinutes: 30,
  textsPerSitePerDay: 4,
  timepoints: [
    {
      ...baseline,
      battery: BATTERY,
      due: 'P1D',
      closes: 'P4D',
      reminders: [
        { after: 'P1D', to: ['not-opened'] },
        { after: 'P2D', to: ['opened', 'started'] },
        { after: 'P3D', to: ['not-opened', 'started'] },
      ],
    },
    {
      ...{
        id: 'day-after',
        title: { en: 'The day after' },
        anchor: 'each-infusion',
        offset: 'P1D',
        at: '09:00',
      },
      ...{ opens: 'P0D', due: 'P1D', closes: 'P2D', invite: 'in-texting-hours', reminders: ['P1D'] },
      battery: ['worst-pain-nrs@1.0.0'],
    },
    {
      ...{ id: 'once-more', title: { en: 'Once more' }, anchor: 'answered', offset: 'PT36H', at: '18:30' },
      ...{ opens: 'PT0H', due: 'PT12H', closes: 'PT60H', invite: 'in-texting-hours', reminders: ['P1D'] },
      battery: ['worst-pain-nrs@1.0.0'],
    },
  ],
  domains: { pain: 'worst-pain-nrs/worst' },
  responderDefinitions: ['pain-relief-30@1.0.0'],
}

export function simulatedLibrary(): Library {
  const instruments = openShippedLibrary()
    .instruments.map(({ definition: one }) => one)
    .filter(({ id, version }) => BATTERY.includes(`${id}@${version}`))
  return openLibrary(instruments, [simulatedStudy])
}
