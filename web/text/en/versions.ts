import { formatCount } from '../words/format-count.ts'

/** Pages on which leads see what a version does to participants, and who follows it. */
export const versionsText = {
  previewHeading: (version: string) => `What version ${version} does to participants`,
  previewLink: 'See what it does to participants, and choose which clinics follow at once',
  previewLead:
    'As of now, by the same rule that moves the participants. What is open, begun or closed stays as it is. Nothing has been changed yet.',
  asOf: (moment: string) => `As of ${moment} UTC`,
  noDraft: 'There is no draft to preview.',
  faulty: 'The draft has problems. Solve them in the study office; then it can be previewed and published.',
  notNewer: 'Every clinic follows this version already, or a newer one.',
  firstVersion: 'Nobody takes part yet. Publish the first version in the study office.',
  noClinics: 'No clinic follows a version of this study yet.',
  toOffice: 'Back to the study office',
  toVersions: 'Which version each clinic follows',
  follows: (version: string) => `Follows version ${version} now.`,
  touched: (touched: number, all: number) =>
    `The plan changes for ${touched} of ${formatCount(all, 'participant', 'participants')}.`,
  nothing: 'Nobody’s plan changes.',
  table: (clinic: string) => `Assessments at ${clinic}, by timepoint`,
  timepoint: 'Timepoint',
  moved: 'Moved',
  howFar: 'How far',
  otherBattery: 'Other questionnaires',
  otherTexts: 'Other reminders',
  added: 'Added',
  cancelled: 'Canceled',
  byRule: (count: number) => `${count} by the study’s rules`,
  leftOpen: 'Stays: open',
  leftBegun: 'Stays: begun',
  opens: (hours: string) => `opens ${hours}`,
  due: (hours: string) => `due ${hours}`,
  closes: (hours: string) => `closes ${hours}`,
  days: (days: string) => `${days} d`,
  hours: (hours: string) => `${hours} h`,
  range: (least: string, most: string) => `${least} to ${most}`,
  firstOpens: (before: string, after: string) => `The first opens ${after} instead of ${before} (UTC)`,
  publishHeading: 'Publish this version',
  publishHint:
    'A published version never changes. Its clinics follow it from the day below; their participants are moved within minutes, one after the other. Nobody is texted because of it.',
  clinics: 'When does each clinic follow?',
  atOnce: 'With the version',
  later: 'Later: stays on its version until a lead moves it',
  staysHeld: (clinic: string) =>
    `${clinic} is held back and stays on its version. Which version each clinic follows moves it.`,
  publish: 'Publish',
  rolloutsHeading: 'Which version each clinic follows',
  rolloutsLead:
    'Participants of a clinic are moved to its version in the background. Participants who are not moved yet stay on the version before.',
  inForce: (version: string) => `Version ${version}`,
  states: {
    running: 'Participants are being moved to it.',
    stopped: 'Stopped. Participants who are not moved yet stay on the version before.',
    finished: 'All participants are moved to it.',
    superseded: 'A newer version came before all were moved.',
  },
  notBegun: 'Moving its participants begins within a minute.',
  first: 'Its first version: nobody has to be moved.',
  progress: (moved: number, touched: number) =>
    `Moved so far: ${moved}. Of those, ${formatCount(touched, 'participant has', 'participants have')} a changed plan.`,
  left: (left: number) => `Still to be moved: ${left}.`,
  since: (moment: string) => `Since ${moment} UTC.`,
  done: 'What it did so far',
  stop: (clinic: string) => `Stop at ${clinic}`,
  continue: (clinic: string) => `Continue at ${clinic}`,
  laterVersion: (version: string, moment: string | undefined) =>
    moment === undefined
      ? `Version ${version} is published. This clinic follows it when a lead moves it.`
      : `This clinic follows version ${version} from ${moment} UTC.`,
  previewFor: (version: string) => `See what version ${version} does here`,
  heldByItsLead: 'A lead of this clinic holds it back. Only a lead of this clinic moves it.',
  stoppedByItsLead: 'A lead of this clinic stopped it. Only a lead of this clinic continues it.',
  move: (clinic: string) => `Move ${clinic}`,
  moveOn: 'From a day on (optional)',
  moveOnHint: 'The day begins at midnight at the clinic. Leave it empty for at once.',
  notices: {
    published: 'The version is published.',
    stopped: 'Stopped. Nobody more is moved until it is continued.',
    continued: 'Continued.',
    moved: 'The clinic follows the version from then on.',
    'draft-changed':
      'Somebody else changed the draft after you opened this page. It now shows the draft as it is. Look at it again before you publish.',
    'second-person-needed': 'Somebody else has to publish this version: you have changed the draft.',
    past: 'The day must be in the future.',
    'rollout-changed': 'The state was another by then. This page shows it as it is now.',
    'site-decided-by-its-lead':
      'A lead of this clinic has decided this. Only a lead of this clinic changes it.',
    'site-follows-version': 'The clinic follows this version already.',
  },
}
