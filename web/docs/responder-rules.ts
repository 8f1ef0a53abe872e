import { code, type DocumentText, list, section, table, text } from './document.ts'

export const responderRules: DocumentText = {
  slug: 'responder-rules',
  title: 'Responder rules',
  lead: 'What a study agrees to call an adequate response, written as data and evaluated exactly, in three values.',
  sections: [
    section(
      'A definition',
      text(
        'A responder definition has a version, a rule, its source and the state of its evidence. Some ship with Concord, as JSON files in `surveys/responder/definitions/`. Others are published by people, in the console, by the API or from a file. A published version never changes. Its SHA-256 hash stands with every number that is made with it.',
      ),
      code(
        '{',
        '  "id": "pain-relief-30",',
        '  "version": "1.0.0",',
        '  "evidence": "established",',
        '  "rule": { "op": "percent-improvement", "score": "pain", "atLeast": 30 }',
        '}',
      ),
      text(
        'A rule names a score, `phq-9/total`, or a domain such as `pain`. Each study says in `domains` which score measures a domain. Improvement always means in the direction that is better, whichever way the scale runs.',
      ),
    ),
    section(
      'Operations',
      table(
        'The closed language, as in surveys/responder/rule.ts',
        ['Operation', 'Holds when', 'Fields'],
        ['`all`, `any`', 'all, or at least one, of the rules hold', '`rules`'],
        ['`at-least`', 'at least so many of the rules hold', '`count`, `rules`'],
        ['`not`', 'the rule does not hold', '`rule`'],
        [
          '`percent-improvement`',
          'improvement reaches so many percent of the baseline; with `of: "distance-from-best"`, of how far the baseline is from the best score',
          '`score`, `atLeast`, `of`, `baselineAtLeast`',
        ],
        [
          '`improvement`',
          'improvement reaches so much, in points, percent of the scale’s range, or standard deviations of the baselines',
          '`score`, `atLeast`, `unit`',
        ],
        [
          '`level`',
          'the score is at most, at least, below or above a value. A prorated 4.5 is below 5, and not at most 4',
          '`score`, `atMost`, `atLeast`, `below`, `above`',
        ],
        ['`band`', 'the score is in one of the scale’s bands', '`score`, `in`'],
        [
          '`global-rating`',
          'a global rating of change is in that band or a better one',
          '`score`, `atLeast`',
        ],
        [
          '`own-goal`',
          'the participant reaches what they named as success before treatment',
          '`attainment`, `criterion`',
        ],
        [
          '`sustained`',
          'the rule held at every follow-up that asked for it, over so many calendar days that end here. Before they could have been covered: `too-early`, for everyone',
          '`days`, `rule`',
        ],
        [
          '`held-since-treatment`',
          'the rule held at every follow-up that asked for it since the last treatment, at least so many calendar days ago. Before that: `too-early`, for everyone',
          '`days`, `rule`',
        ],
        [
          '`days-since-treatment`',
          'so many calendar days passed since the last treatment before the answers, on the clinic’s calendar',
          '`atLeast`, `atMost`',
        ],
        [
          '`treatments`',
          'so many treatments were given before the answers',
          '`atLeast`, `atMost`, `withinDays`',
        ],
      ),
    ),
    section(
      'Three values',
      text(
        'The result is `met`, `not-met`, or `not-assessable` with reasons. Kleene logic joins the parts: a rule that is settled by the parts that are known is settled, even if another part is unknown.',
      ),
      list(
        '`not-yet-answered`, `missed`, `not-asked`: there is no answer at this timepoint.',
        '`not-submitted`: it was answered and never sent, and the study does not count such answers.',
        '`no-baseline`, `baseline-after-treatment`, `baseline-not-scorable`, `baseline-is-zero`, `baseline-below-floor`: there is nothing to count change from.',
        '`not-scorable`: the score cannot be computed from the answers.',
        '`too-early`: the response could not have lasted long enough yet. `gap-in-follow-up`: an assessment in between is missing.',
        '`not-treated`, `answered-late`, `versions-differ`, `no-spread-at-baseline`: what their names say.',
      ),
      text(
        'A study is refused if it counts percent where percent means nothing: of a T score, of a score whose 0 is not the best, of a range that does not begin at 0. It is refused, too, if a score is not asked when its rule looks at it, if a bound is beyond the scale, or if a band is not one of the scale’s.',
      ),
      text(
        'Arithmetic is exact. Scores are compared as fractions, so a PEG sum that falls from 20 to 14 is a 30% improvement, and not 29.999…%.',
      ),
    ),
    section(
      'Missing and late answers',
      text(
        'Each definition has a policy `missing`. It applies to answers that could have been there: missed, late where late answers are left out, not scorable, or a gap in follow-up. What was never asked or is still awaited is left out under every policy.',
      ),
      table(
        'Policies for missing answers',
        ['Policy', 'Effect'],
        ['`not-assessable` (default)', 'left out of the rate, with the reason counted'],
        ['`counted-as-not-met`', 'counted as no response'],
        ['`counted-as-met`', 'counted as a response: the other end of what the missing answers could be'],
      ),
      text(
        '`lateAnswers` is `counted` by default, or `left-out`. The policy `missing` speaks of one person’s result. Rates do not use it: they give every denominator side by side, see [Estimands](/docs/estimands).',
      ),
    ),
    section(
      'Definitions that ship',
      table(
        'surveys/responder/definitions/',
        ['Definition', 'Rule in words', 'Evidence'],
        [
          '`pain-relief-30`',
          'Pain at least 30% lower than before treatment (IMMPACT, moderate)',
          'established',
        ],
        ['`pain-relief-50`', 'Pain at least 50% lower (IMMPACT, substantial)', 'established'],
        ['`depression-response`', 'Depression at least 50% lower', 'established'],
        ['`much-improved`', 'Own rating “much improved” or better (IMMPACT)', 'established'],
        ['`phq-9-remission`', 'PHQ-9 total below 5', '*unconfirmed*'],
        [
          '`omeract-oarsi`',
          'OMERACT-OARSI response. The logic is confirmed, the numbers are not',
          '*unconfirmed*',
        ],
        [
          '`half-sd-on-four-of-five`',
          'Half a standard deviation better on four of five domains',
          '*unconfirmed*',
        ],
        [
          '`ketamine-guideline-candidate`',
          'After the 2018 US ketamine guideline: 30% less pain with satisfaction or function, lasting over 3 or 6 weeks',
          '*unconfirmed*',
        ],
        [
          '`four-domain-candidate`',
          'Pain and one of function, sleep, quality of life, held for 21 days',
          '*unconfirmed*',
        ],
        ['`own-goal-reached`', 'The participant’s own goal is reached', '*unvalidated*'],
      ),
      text(
        'The demo study adds one of its own, `lasting-pain-relief-candidate`: a candidate whose numbers are *unconfirmed*.',
      ),
      text(
        '*Unconfirmed* means that the numbers were not checked against the source. *Unvalidated* means that nobody has tested the measure. Pages, downloads and the API say so next to every result.',
      ),
    ),
    section(
      'Build a definition in the console',
      text(
        '*Definition comparison* and *Study office* lead to *Responder definitions*. Every member of a study can read the list there. Its leads can write a definition, from an empty rule or as a copy of any other.',
      ),
      list(
        'Put conditions together: each has a measure, a number, and what it is joined with. *Save and update* shows the rule in words, in English and Spanish, and each problem at its field.',
        'Beside the form stand the rate with its interval and every denominator, agreement with the study’s other definitions, and the rate over the range of one number of the rule. They are those of *Definition comparison* for the same rule, on the study’s present data.',
        'These numbers name no participant and no arm, no matter who looks. Cells below the study’s minimum cell size are suppressed for clinics that are not yours, although a lead’s other analyses show them: a rule that somebody writes could single out one person. If fewer participants than that are due, no number is shown. Each draft is suppressed by itself, so two that differ in a few people could be subtracted. The audit trail has every draft that was saved, by its hash.',
        'Numbers that lead to a cutoff are exploratory. A definition chosen for the rate that it gives makes that rate look better than it is. Settle the rule before you compare treatments by it.',
        'Other leads see the draft. Of two who change it at the same time, the slower is refused and loses nothing.',
        '*How much change matters* beside a condition leads to *Meaningful change* of its measure. The language has no rule “by at least the MCID”: write the number, and name in the source where it comes from.',
      ),
    ),
    section(
      'Publish, use and retire a definition',
      text(
        'A definition is published when it has no problem: a title and a summary in English and Spanish, a source, its evidence, and a rule that fits what the study measures. A copy begins as *unconfirmed*, because its numbers are other ones. Its first version is 1.0.0. Another rule, or other handling of missing or late answers, needs a new major version; other evidence a new minor one; other words a new patch. What changes against the version before is shown line by line.',
      ),
      text(
        'Every study can name a published version in `responderDefinitions`, such as `pain-relief-30@1.0.0`. *Put it into the study’s draft* does so, as a primary, secondary or exploratory definition. A study has one version of a definition. What the draft names must be published, not retired, and fit the study: otherwise it is a problem at its field.',
      ),
      text(
        'Only the study that published a definition can add a version or retire one, with a reason that everyone reads. A retired version stays readable, and studies that name it go on. No new version of a study can name it.',
      ),
      text(
        'A program does the same with `/api/studies/{study}/responder-definitions` and `…/definition-drafts`: see the [API reference](/docs/api). `npm run responder-definition -- check FILE` lists what is wrong with a file and says its rule in words; `publish FILE --study ID --url URL` publishes it.',
      ),
    ),
    section(
      'Add a definition that ships',
      text(
        'Write the file and name it in `surveys/responder/shipped.ts`. A definition can also stand in the study file itself. A change is a new version.',
      ),
    ),
  ],
}
