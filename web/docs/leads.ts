import { code, type DocumentText, list, note, section, table, text } from './document.ts'

export const leads: DocumentText = {
  slug: 'leads',
  title: 'For study leads and statisticians',
  lead: 'How a study is defined and read, which analyses there are, releases, how small numbers are protected, and how to cite a result.',
  sections: [
    section(
      'Begin a study',
      text(
        'Studies belong to organizations. Anyone who administers one begins its studies on its page, from a template or as a copy, and is the study’s lead and administrator. They see which studies there are and who runs them, and no participant. To help a study they make themselves its administrator, of no clinic and blinded, which stands in its audit trail.',
      ),
    ),
    section(
      'Define a study',
      text(
        'Leads write the next version of a study in the console’s **Study office**, as a draft. Forms have everything that a study says, and **Everything** shows it as JSON. Each problem stands at its field and in a list that leads there, in English and Spanish. Each difference from the version in force is named as the forms name it. Publishing puts the version in force at once, or from a day at the first clinic.',
      ),
      text(
        'What you type is saved after a pause of about a second; without a script, the button saves. Each saving is an entry of the audit trail. Where two people write one draft, changes to different fields are merged. Where both have changed one field, the page shows both texts and you choose. Where somebody has added, removed or moved entries, the page is loaded again with what you typed filled in.',
      ),
      text(
        'Beside the form stand the calendar of an invented participant with the reason for each date, questions and minutes of each timepoint, texts and minutes of each week, and each text’s length at its longest, by language, with its encoding and the words that would give a participant away. A question counts 12 seconds.',
      ),
      list(
        '`sites`, `arms`, `treatments`: where, who and what.',
        'A site can be closed to enrollment (`enrolment: closed`), take participants in some `languages` alone, and have `quietHours`, a daily limit (`textsPerDay`) and on-call times (`onCall`) of its own. Quiet hours are on the participant’s wall. In them nothing that is planned is texted, not even to somebody who waits at the clinic; answers to a participant’s own text go out at any hour.',
        '`blinding.roles`: roles that never see an arm, whatever their membership says.',
        '`attributes`: what is asked of each participant at enrollment, to filter and break down analyses: pain mechanism, age group, diagnosis or your own, each with `options`. See [Attributes](/docs/leads#attributes).',
        '`anchors`: what dates are counted from. Enrollment, a treatment, a fixed date, or the completion of another timepoint.',
        '`timepoints`: what is asked and when. `offset`, `repeat`, the window (`opens`, `due`, `closes`), `reminders`, `battery`. A window stays open until its last day ends on the participant’s wall, unless `closingTime` gives a time or `closes` is in hours.',
        '`unsubmittedAnswers`: whether answers count that were given and never sent. `not-counted` unless it says `counted`.',
        '`endsOn`: the last day of data collection, on the calendar of each participant and clinic. After it nobody is enrolled and nothing opens; what is open can be answered until it closes. A version that sets it takes back what was planned behind it. Once the last window has closed, each scheduled report is made once more, says that it is the last, and ends. To go on, publish a version with a later day, and schedule reports anew. Treatments and corrections can be recorded at any time, and exports and analyses stay.',
        '`spacing` and `assessmentsPerWeek`: what is not asked again too soon, and how much in seven days.',
        '`domains`: which score measures pain, function, sleep, quality of life and other domains.',
        '`responderDefinitions`: which rules the study uses, by name and version: those that ship and those that people publish. *Responder definitions* in the console lists them, and has the forms to build one on the study’s own data; of a study that is not published yet over its draft, without data. See [Responder rules](/docs/responder-rules).',
        '`minimumCellSize`: the smallest group that a release shows. The default is 11.',
        '`releases`: dates on which a release is made without a person. See [Releases](/docs/leads#releases).',
        '`erasure`: what the protocol says of a participant who asks to be erased. `studyData` is `detach`, the default: answers, scores, treatments and clinical events are kept with nobody behind them; or `delete`. Name, number and free text are deleted in either case. `dueDays` is the time to do it, by default 30 days, 60 at most. Deleted data are missing in every analysis from then on, also in one as of an earlier instant.',
        '`events`: `kinds` lists the clinical events that coordinators record: `rescue-treatment`, `concomitant-treatment`, `treatment-stopped`, `adverse-event`, `opioid-dose`. Left out: none. Only what is recorded can be an intercurrent event.',
        '`courses`: a treatment more than `gapDays` days (default 60) after the one before begins a further course; a course’s baseline is the last score up to `baselineDays` days (default 30) before it. Both defaults are this project’s choice, unconfirmed.',
        '`reliability`, `treatmentCap`, `baselineRule`, `analysisWindows`: what the trajectory of one participant is read with.',
      ),
      text(
        '`publication.approval` set to `second-person` lets nobody publish a version who has changed its draft. The version in force decides that, so that a draft cannot lift it. The same holds in every study for a version that lifts a protection: one that takes a role off `blinding.roles`, has no arms any more, or lowers `minimumCellSize`. A clinic that is held back from a version is held back from further versions too, until it is moved. Who administers a study can begin another one: as a copy of the version in force, or from a template (a registry in chronic pain, the same schedule for depression, a randomized trial with three arms). It is a draft until it is published. A template is in English. Tick Spanish under **Title and languages**, and the study has Spanish texts to begin with, in words of this project’s own; untick it, and those that nobody has changed are gone again. What PEG, PHQ-9, PGIC and RAND-36 ask has no Spanish wording here, so a study in Spanish asks other questionnaires, or you write a version with wording that you may use. Take a questionnaire out of every battery, and the draft lists what else speaks of it; **Remove what is no longer asked** takes all of that out as one change, and leaves the primary endpoint to you. A template has no clinics, and who begins a study from it is a member of none of them until *Members* says so. **Studies that you lead** lists each with its state. The same is an API: `/api/studies/{study}/draft`, see [the reference](/docs/api). Studies that ship are files in `surveys/studies/`, and the schema with a comment for every field is `surveys/study/definition.ts`.',
      ),
      text(
        '**A new version of a running study** says before it is published what it does. *See what it does to participants*, at the draft, counts by clinic and timepoint which planned assessments move, and how far, which are added, canceled, or asked with other questionnaires or reminders, and for how many participants. It is the rule that moves them, run on what is stored. You see every clinic, as counts; when the first window opens, only at clinics that you are a member of.',
      ),
      list(
        'A version changes what is still to come. What is open, begun or closed when a participant is moved stays as it is, with its own questionnaires and reminders, also when a treatment is corrected afterwards.',
        'A version adds nothing whose window is open or over by then. What it moves may land in a window that is open already: the text then goes out in texting hours. What would be over is canceled.',
        'Nobody is texted because of a version, and nobody twice: an assessment that was invited is open, and stays.',
        'Choose on that page which clinics follow with the version and which later. A clinic that is held back goes on as before, and enrolls on its version. *Which version each clinic follows* moves it, at once or from a day. Every lead of the study holds clinics back and moves them, also one of no clinic. What a lead of the clinic has decided, only a lead of that clinic changes. No clinic goes back.',
        'Participants are moved in the background within minutes, one by one. *Stop* holds at once: anyone who is moved stays so, and the others stay on the version before until you continue.',
        'Analyses over clinics use the newest version in force.',
      ),
      text(
        '**Add a questionnaire**, in the study office, reads a FHIR R4 Questionnaire, a REDCap data dictionary or a CDISC ODM form, and shows what a participant is asked and what to look at. Forms complete it: what each wording is, the wording in another language beside the one that it is translated from, scales (sum, mean, highest, lowest or one answer, reversed questions, missing answers, bands) whose range is computed, and worked examples that must come out; what no form has stands in its JSON. Nothing is kept before it is published. Another version begins from a published one. Then it is published, and a study can ask it at once. Anyone can read what is published, so have the right to its wording. A version that your study published can be retired with a reason: studies that ask it go on, and no other can begin to. Its leads and administrators alone publish a further version.',
      ),
      text(
        'Publishing refuses names that lead nowhere, windows that never open, questions asked more often than their recall period, and texts that name a drug, a diagnosis or the study. The console’s **Calendar** shows the result for example dates.',
      ),
      text(
        'A published version never changes. Its SHA-256 hash is stored with every response and score. When a new version is published, what a participant has begun finishes on the old one, and what is scheduled from then on follows the new one.',
      ),
    ),
    section(
      'Membership',
      text(
        'A membership names a study, a role and clinics. It is read at every request, so a change takes effect at once. A coordinator enrolls and records at their clinics. A lead sees numbers of the whole study, and participants only of clinics that are named in the membership. A lead who has a clinic can be the second person who confirms an erasure there. A monitor reads at the clinics that are named what a coordinator reads under study IDs: participants, assessments, answers, scores, treatments, events, alerts and exports. They see no name, no number, no text message and no note of a call, and change nothing. A data manager reads the same, and settles what is missing or late: takes late answers in or leaves them out, and says why an assessment was missed. A statistician reads the same too, and sees numbers of every clinic.',
      ),
      text(
        'In the demo, `lead` belongs to no clinic, and `lead-of-all` to every one, so that this lead can open participants as well. Anyone who administers the study invites, changes and revokes members under *Members*; [For operators](/docs/operators) shows how the first one is made.',
      ),
      text(
        '`blinded` hides arms from a member of a study that has some, coordinator or lead. They see nobody’s arm and no number by arm: the API and every page of the console read the study as if it had none, and analyses are of everybody. Releases and cohort files have arms in them, so they cannot open, make or export those. A blinded coordinator enrolls without an arm, and somebody who is not blinded records it on the participant’s page; a wrong one is corrected with a reason, and what stood there before is kept. The definition, with the names of the arms, stays readable, as in a protocol.',
      ),
      text(
        'The audit trail keeps when somebody was blinded or no longer was, and who changed it. Nobody lifts their own blinding: somebody else who administers the study does. While several administer it, none gives themselves another role or further clinics. What participants report, such as dissociation, can give an arm away, and Concord does not hide it.',
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
          'Instrument quality',
          'A scale on the study’s data: α, ω, items, floor and ceiling, test–retest in the unchanged, items by language, mode and clinic (DIF).',
          '`instrument-quality`',
        ],
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
      text(
        'The demo has a study with arms, `ketamine-magnesium-trial`: two clinics, 90 participants, and a truth that is made up and stated in `infra/local/demo/trial-truth.ts`. `tests/simulation/trial-truth.test.ts` draws that trial 1,000 times: the 95% intervals of the risk differences hold the true ones in 93–97% of them, and adjusted for baseline in 92–97%. With 30 participants in an arm, one trial can be far off.',
      ),
    ),
    section(
      'Attributes',
      text(
        'An attribute is a closed list of options, never free text, since few people of a kind are recognized by what is written of them. `terms` says where the options come from and whether that was read in the source. Publication refuses an ID or code that stands twice, an attribute without options, words that a language of the study lacks, and the code `missing`.',
      ),
      code(
        '"attributes": [{',
        '  "id": "diagnosis",',
        '  "title": { "en": "Diagnosis", "es": "Diagnóstico" },',
        '  "required": true,',
        '  "options": [',
        '    { "code": "fibromyalgia", "title": { "en": "Fibromyalgia", "es": "Fibromialgia" } },',
        '    { "code": "unknown", "title": { "en": "Unknown", "es": "Desconocido" } }',
        '  ]',
        '}]',
      ),
      text(
        'With `required`, nobody is enrolled without it. What nobody recorded is **missing**, for example of someone who was enrolled before the attribute existed. Missing is not the option *unknown*: that was recorded by someone who looked. The shipped studies ask for pain mechanism (nociceptive, neuropathic and nociplastic are terms of the IASP; mixed and unknown are not) and age group. Both lists are marked unconfirmed.',
      ),
      text(
        'Every analysis takes `?attributes=mechanism:nociplastic`, with several separated by commas: of one attribute any of the options counts, and of several attributes all must fit. `mechanism:missing` are those of whom it is missing. Responder rate and mean change take `?stratifyBy=mechanism` and show the groups side by side. In the console, each analysis has a list for each attribute, and *Break down by*.',
      ),
      list(
        'Everyone is in exactly one group of a breakdown, and the counts sum up to the whole.',
        'A filtered rate is exploratory, and the page says so. Groups were not randomized: differences between them are associations. There is no test between groups.',
        'Standard deviations at baseline, as rules of response count in them, stay those of everybody. Nobody responds in a group and not in the whole.',
        'An earlier `asOf` uses what was recorded by then.',
        'Live numbers alone: a coordinator’s filter is of their own clinics, a lead’s of every clinic. Releases have neither filter nor breakdown, since groups by clinic are small and could be subtracted from each other and from the whole.',
        'Exports have them too: answers as JSON and as CSV, in columns such as `attribute_age_group` that are empty where it is missing; FHIR bundles, as one Observation for each that is recorded; and cohort files, with every recording and its time. `npm run outcomes -- --attributes mechanism:nociplastic` filters.',
        'A filter can describe one person. Treat what you filter as you treat the participants’ records.',
      ),
    ),
    section(
      'Data as of an instant',
      text(
        '`asOf` asks for what was known at an instant. The same instant gives the same bytes, whatever is recorded later: assessments, treatments, clinical events, participants and scores keep their history. Scores that were computed again stand beside the earlier ones, marked as superseded.',
      ),
    ),
    section(
      'Releases',
      text(
        'A lead sees live numbers of every clinic, whole. A coordinator sees live numbers of their own clinics, and of the whole study its **releases**. A release is a frozen snapshot over all clinics: numbered, named, the same bytes for everybody, never changed and never deleted. It says the time of its data, the hashes of study, definitions, content and data, the version of Concord, and who made it.',
      ),
      text(
        'On *Analyses* → *Releases* a lead makes one, and everybody reads, cites and compares them. On each analysis, *Numbers shown* switches between live numbers and a release. The API has the same under `…/releases`; CSV and JSON files of a release name it. A study that has `releases: {"every": "P1M", "from": "2026-06-01"}` makes one by itself on each of those dates, as of the date’s first minute at the first clinic (or in `timeZone`). It asks once a day at 06:00 UTC. Of dates that were missed the newest is made up for.',
      ),
      text(
        'A release has every responder definition at every follow-up under every estimand, the definitions compared, mean change, mixed model and meaningful change of each domain, and the adverse events of the whole study. Multiple imputation is done for the primary and the secondary endpoints. Arms are compared in it within clinics; a comparison adjusted for baseline is live for a lead alone, and so are p values of secondary endpoints where the study adjusts them together.',
      ),
    ),
    section(
      'Small-number protection',
      text(
        'Protection is for a reader who knows their own clinic exactly, everything published, how many are due at each clinic, and this program.',
      ),
      list(
        'A clinic’s row shows due and met where met and not met both reach the study’s `minimumCellSize` (11 by default).',
        'A row is not shown where it differs by a smaller group from what the same clinic’s row said in an earlier release, or says in this one under a definition that contains it or another estimand of the same definition.',
        'With one clinic two more are suppressed, the smallest shown ones, so that someone of one of them knows neither of two others.',
        'While a clinic is suppressed, the main and the pooled rate of all clinics are in steps of five percent (of ten, where five are fewer than twelve people), and intervals, the other ways of counting and whole-study counts are left out. Otherwise they are in whole percent.',
        'They are left out altogether where fewer than five counts of a suppressed clinic would have given the same numbers.',
        'Arms stand where every clinic is shown, and met and not met reach the minimum in every arm, among those in none, and in what is left for someone who takes off their own clinic. They are not shown where they differ by a smaller group from what was shown before: from an earlier release by less than the minimum beyond what any one clinic has, since the release does not know how that one was spread.',
        'Arms compared within clinics, and their intervals, stand where at least five counts of each small cell of an arm at a clinic would have given the same numbers. Differences are in whole percent, ratios in tenths, p rounded up to whole percent.',
        'Adverse events are counted over all clinics, not by clinic or severity. A count stands where it and its complement reach the minimum, also in what is left for someone who takes off their own clinic; where those with another event alone are nobody or the minimum; and against earlier releases as arms do. A term that is suppressed is not listed, so that not even its occurrence is said: for safety, read the live page.',
        'The mean change of all participants together, with its interval over clinics, stands where every clinic is shown: it is then no more than their rows say.',
        'Means are rounded to a hundredth of the scale’s range. Weights, τ², results without each clinic, covariances, curves of groups, counts of events and reasons are left out.',
        'Models and thresholds leave out clinics with fewer participants than the minimum, and name them.',
      ),
      table(
        'What was tried, with every possible count of the clinics that the reader does not know',
        ['Attack', 'What is left'],
        [
          'Pooled rate and interval in whole percent, two clinics unknown',
          'One or two counts: this is why intervals are left out',
        ],
        [
          'One release, a clinic with few, none or nearly all responders, a reader of another suppressed clinic',
          'At least four counts of the clinic, in each case tried',
        ],
        [
          'Two releases, two participants came due at one clinic',
          'None, one and two responders all remain, unless a rate of all clinics steps on',
        ],
        ['Two definitions, one stricter', 'At least three counts of the stricter one'],
        [
          'Arms of one release, a clinic with few responders in an arm, a reader of another clinic who knows every clinic’s row',
          'At least four counts of that arm at that clinic, in each case tried',
        ],
      ),
      text('What can still be learned, and should be known before you make a release:'),
      list(
        'Where a rate of all clinics moves from one step to the next, someone who knows that nothing else changed learns why.',
        'A pooled mean change keeps its interval: a reader of one suppressed clinic can narrow down the mean of another, though no participant’s change.',
        'That a clinic’s row is suppressed says that a group is small, or that little changed.',
        'Two people of two clinics who put their numbers together know more than one. Protection is for one clinic.',
        'How many are due at different timepoints, and how many have joined, can be subtracted: these are not outcomes.',
        'The name and the note are read by everybody. Write nothing about a participant in them.',
      ),
      text(
        'The rules are in `functions/analysis/disclosure/`; `tests/unit/analysis/disclosure/release-attack.test.ts` and `disclose-arms.test.ts` are the attacks. Many releases of a small study suppress much: make few.',
      ),
    ),
    section(
      'A report of the study each month',
      text(
        'Leads and statisticians schedule it under **Reports**, as a page or as CSV: recruitment against the plan, the flow from enrollment to the last follow-up, completion by clinic and timepoint, the primary outcome of the newest release with its interval, what that release says otherwise than the one before and why, and deviations. It is of all clinics, and names no participant and no arm. Who is blinded reads no release in it.',
      ),
      list(
        'The plan is in the study office: how many to enroll, from when until when, and a clinic’s share. *Planned by now* is what the target means if the same number come each day.',
        'Everything is as of the planned time, so that making it again gives the same bytes. Outcomes are never live numbers: without a release the report says so.',
        'Deviations are people who were treated without answers before it, follow-ups answered late, and answers that were never sent.',
      ),
    ),
    section(
      'Cite a result',
      text(
        'Cite a release. *Cite this* on its page gives study, version, number, name, the time of the data and the SHA-256 of the content, for example: *Ketamine infusion registry (version 1.3.0), release 2: Steering committee. Data as of 2026-06-01T04:00:00.000Z. SHA-256 9f2c…*',
      ),
      text(
        'For live numbers, keep `asOf`, the hash of the definition, and the downloaded JSON. The same `asOf` and version of Concord give every lead the same bytes again.',
      ),
    ),
    section(
      'Compute from files',
      text(
        'All data as labeled tables for R, Stata, SPSS, SAS or a spreadsheet: [Tidy tables](/docs/exports). A statistician can also compute every analysis from exported files. The files hold the histories too, so `--as-of` is exact.',
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
