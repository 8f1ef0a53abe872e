import { code, type DocumentText, list, note, section, table, text } from './document.ts'

export const leads: DocumentText = {
  slug: 'leads',
  title: 'For study leads and statisticians',
  lead: 'How a study is defined and read, which analyses there are, how small numbers are protected, and how to cite a result.',
  sections: [
    section(
      'Define a study',
      text(
        'A study is a JSON file, `surveys/studies/ketamine-infusion-registry-1.3.0.json` for example, registered in `surveys/studies/shipped.ts`. Its schema, with a comment for every field, is `surveys/study/definition.ts`. There is no editor in the console yet: a change is a commit.',
      ),
      list(
        '`sites`, `arms`, `treatments`: where, who and what.',
        '`anchors`: what dates are counted from. Enrollment, a treatment, a fixed date, or the completion of another timepoint.',
        '`timepoints`: what is asked and when. `offset`, `repeat`, the window (`opens`, `due`, `closes`), `reminders`, `battery`. A window stays open until its last day ends on the participant’s wall, unless `closingTime` gives a time or `closes` is in hours.',
        '`unsubmittedAnswers`: whether answers count that were given and never sent. `not-counted` unless it says `counted`.',
        '`spacing` and `assessmentsPerWeek`: what is not asked again too soon, and how much in seven days.',
        '`domains`: which score measures pain, function, sleep, quality of life and other domains.',
        '`responderDefinitions`: which rules the study uses, by name and version. See [Responder rules](/docs/responder-rules).',
        '`minimumCellSize`: the smallest group that others may see. The default is 11.',
        '`erasure`: what the protocol says of a participant who asks to be erased. `studyData` is `detach`, the default: answers, scores, treatments and clinical events are kept with nobody behind them; or `delete`. Name, number and free text are deleted in either case. `dueDays` is the time to do it, by default 30 days, 60 at most. Deleted data are missing in every analysis from then on, also in one as of an earlier instant.',
        '`events`: `kinds` lists the clinical events that coordinators record: `rescue-treatment`, `concomitant-treatment`, `treatment-stopped`, `adverse-event`, `opioid-dose`. Left out: none. Only what is recorded can be an intercurrent event.',
        '`courses`: a treatment more than `gapDays` days (default 60) after the one before begins a further course; a course’s baseline is the last score up to `baselineDays` days (default 30) before it. Both defaults are this project’s choice, unconfirmed.',
        '`reliability`, `treatmentCap`, `baselineRule`, `analysisWindows`: what the trajectory of one participant is read with.',
      ),
      text(
        'Tests refuse names that lead nowhere, windows that never open, questions asked more often than their recall period, and texts that name a drug, a diagnosis or the study. The console’s **Calendar** shows the result for example dates.',
      ),
      text(
        'A published version never changes. Its SHA-256 hash is stored with every response and score. When a new version is published, what a participant has begun finishes on the old one, and what is scheduled from then on follows the new one.',
      ),
    ),
    section(
      'Membership',
      text(
        'A membership names a study, a role and clinics. It is read at every request, so a change takes effect at once. A coordinator enrolls and records at their clinics. A lead sees numbers of the whole study, and participants only of clinics that are named in the membership. A lead who has a clinic can be the second person who confirms an erasure there.',
      ),
      text(
        'Make the statistician a member of every clinic. In the demo, `lead-of-all` is such a member and `lead` belongs to none. [For operators](/docs/operators) shows how to grant it.',
      ),
    ),
    section(
      'Analyses',
      table(
        'Where each analysis is',
        ['Analysis', 'Question', 'API, under /api/studies/{study}/analyses'],
        [
          'Responder rate',
          'One definition at one timepoint under an estimand: every denominator, each clinic and pooled, who failed by an event, and why answers are missing.',
          '`responder-rate`',
        ],
        [
          'Definition comparison',
          'All definitions on the same participants: agreement, who switches, how long responses last, the rate at every cutoff.',
          '`definition-comparison`',
        ],
        ['Mean change', 'Change of one measure from baseline, by clinic and arm, pooled.', '`mean-change`'],
        [
          'Repeated measures',
          'One measure over all visits: a mixed model (MMRM), multiple imputation, tipping point.',
          '`repeated-measures`',
        ],
        [
          'Meaningful change',
          'How much improvement matters: anchor, ROC, predictive and distribution methods side by side.',
          '`meaningful-change`',
        ],
        [
          'Adverse events',
          'Participants with at least one event, by clinic, event and worst severity.',
          '`adverse-events`',
        ],
      ),
      text(
        'Every page offers **Download as JSON**: the same bytes that the API returns for the instant shown. Responder rates also come as CSV. [Methods](/docs/methods) has the formulas. [Reanalysis of published data](/docs/reanalyses) shows the functions on known data sets.',
      ),
      text(
        'For one participant, the page and `…/participants/{participant}/trajectory` show change at every score, whether it exceeds measurement error, best and worst, the area under the change, when each definition was first met and lost, and treatments against the study’s limit. Each course of treatment stands there with its own baseline, change, response, troughs and peaks.',
      ),
      note('Without randomized arms, every comparison is an association, not an effect.'),
    ),
    section(
      'Data as of an instant',
      text(
        '`asOf` asks for what was known at an instant. The same instant gives the same bytes, whatever is recorded later: assessments, treatments, clinical events, participants and scores keep their history. Scores that were computed again stand beside the earlier ones, marked as superseded.',
      ),
    ),
    section(
      'Small-number protection',
      text(
        'A lead sees live numbers of every clinic of the study, whole. A coordinator sees live numbers of their own clinics, and of no other. No number mixes the two, so no one’s own clinic can be subtracted from a pooled one.',
      ),
    ),
    section(
      'Cite a result',
      text(
        'Keep `asOf`, the hash of the definition, and the downloaded JSON. The same `asOf` and version of Concord give every lead the same bytes again.',
      ),
    ),
    section(
      'Compute from files',
      text(
        'A statistician can compute every analysis from exported files. The files hold the histories too, so `--as-of` is exact.',
      ),
      code(
        'curl -s "$STUDY/cohort?site=harbor" -H "authorization: Bearer $TOKEN" > harbor-1.json',
        '# If the reply has "next", fetch the next page with &after=…',
        'npm run outcomes -- --study ketamine-infusion-registry --out outcomes harbor-*.json',
      ),
      text(
        'Without `--as-of`, the numbers are as of the oldest file. A missing page is refused. Answers are exported by `GET …/responses` as JSON or as CSV with one row per item, with the question and the label beside each code. `format=spreadsheet` gives the CSV that Excel opens as UTF-8. Text that begins like a formula has an apostrophe in front; remove one to read what was written. *Declined*, *not shown* and *not reached* stay different and never become 0. One response with its scores is available as a FHIR Bundle. Partly answered assessments are in it too, once closed: the QuestionnaireResponse is `stopped` and its scores are `preliminary`, whether or not the study counts them.',
      ),
    ),
    section(
      'Bring an instrument',
      text(
        'The shipped instruments are at [/instruments](/instruments), with wording where its holder allows it. The others are scoring only: a site imports the wording that it has the right to use.',
      ),
      code(
        'npm run instrument -- import FILE --permission "who allows its use"',
        'npm run instrument -- import FILE --as isi@1.0.0 --permission "…"',
        'npm run instrument -- calibrate my-bank@1.0.0 BANK.csv --source "who made it, on whom"',
        'npm run instrument',
      ),
      text(
        '`FILE` is a FHIR R4 Questionnaire (JSON), a REDCap data dictionary (CSV) or CDISC ODM 1.3 forms (XML). The second line brings the wording of a scoring-only definition. The third installs a calibration of the graded response model. The last one prints everything else the command does.',
      ),
      text(
        'A file with any fault is refused with every fault and its place, and nothing is written. A new version is refused if its number does not say how much it changes: breaking, equivalent or cosmetic. A study offers a language only if everything that a participant reads is available in it.',
      ),
    ),
  ],
}
