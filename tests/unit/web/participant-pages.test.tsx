import { createHash, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import {
  HelpPage,
  IntroductionPage,
  ParticipantProblemPage,
  participantContentSecurityPolicy,
  QuestionPage,
  ReviewPage,
  type SurveyView,
  ThanksPage,
} from '../../../web/participant/index.ts'
import { buildSurvey } from '../../support/survey-server.tsx'

const timepoints = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition.timepoints ?? []
const HOSTILE = `"><script>alert('x')</script><img src=x onerror=alert(1)>`

/** What a browser shows at first: the page without the screens that wait in templates. */
function shown(page: unknown): string {
  return String(page).replaceAll(/<template[\s\S]*?<\/template>/g, '')
}

describe('the first load', () => {
  it.each(timepoints.map(({ id }) => id))(
    'of %s is one document of at most 11,400 bytes compressed, with the state of a page',
    (id) => {
      const answers = Object.fromEntries(
        buildSurvey(id).screens.map((one) => [one.itemKey, one.options[0]?.code ?? '']),
      )
      // Sealed states cannot be compressed.
      const withState = (of: SurveyView) => ({ ...of, pageState: randomBytes(600).toString('base64url') })
      // With a kilobyte of headers, far below the 14 kB that come in one round trip.
      for (const page of [
        <IntroductionPage survey={withState(buildSurvey(id))} />,
        <QuestionPage survey={withState(buildSurvey(id))} position={2} error="nothing-chosen" />,
        <ReviewPage survey={withState(buildSurvey(id, answers))} />,
      ])
        expect(gzipSync(String(page)).length).toBeLessThanOrEqual(11_400)
    },
  )

  it('asks nobody for anything else', () => {
    const page = String(<IntroductionPage survey={buildSurvey('week-4')} />)
    expect(page).not.toMatch(/\ssrc=|<link(?! rel="icon" href="data:,")|url\(|@import|https?:/)
  })

  it('is allowed by the policy: the hashes are those of its style and its script, and no other is inline', () => {
    const page = String(<QuestionPage survey={buildSurvey('week-4')} position={1} />)
    for (const tag of ['style', 'script']) {
      const texts = [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(
        (found) => found[1] ?? '',
      )
      expect(texts).toHaveLength(1)
      const hash = createHash('sha256')
        .update(texts[0] ?? '')
        .digest('base64')
      expect(participantContentSecurityPolicy).toContain(`${tag}-src 'sha256-${hash}'`)
    }
    expect(page).not.toMatch(/\son[a-z]+=|\sstyle=/)
  })
})

describe('a question', () => {
  it('has nothing chosen before the participant has chosen', () => {
    for (const { position } of buildSurvey('week-4').screens)
      expect(String(<QuestionPage survey={buildSurvey('week-4')} position={position} />)).not.toContain(
        ' checked',
      )
  })

  it('shows the stored answer, and says when it was skipped', () => {
    const survey = buildSurvey('week-4', { 'peg/pain': '7', 'peg/enjoyment': null })
    expect(shown(<QuestionPage survey={survey} position={1} />)).toMatch(/value="7"[^>]* checked/)
    expect(shown(<QuestionPage survey={survey} position={1} />)).toMatch(/data-hint="[^"]*" hidden/)
    expect(shown(<QuestionPage survey={survey} position={2} />)).not.toMatch(/data-hint="[^"]*" hidden/)
  })

  it('without an answer comes back with a summary that takes the focus and leads to the options', () => {
    const page = shown(<QuestionPage survey={buildSurvey('week-4')} position={1} error="nothing-chosen" />)
    expect(page).toContain('role="alert" tabindex="-1" autofocus')
    expect(page).toContain('href="#answer"')
    expect(page.match(/id="answer"/g)).toHaveLength(1)
    expect(page).toContain('<fieldset aria-describedby="error">')
    expect(page).toContain('<title>Error: Question 1 of 17')
  })

  it('changed from the review leads back to it', () => {
    const page = shown(<QuestionPage survey={buildSurvey('week-4')} position={3} fromReview />)
    expect(page).toContain('/3?from=review"')
    expect(page).toMatch(/class="back" href="[^"]*\/review"/)
  })

  it('that the battery does not have is an error of the caller', () => {
    expect(() => String(<QuestionPage survey={buildSurvey('week-1')} position={8} />)).toThrow(RangeError)
  })

  it('never lets a text of a study or an instrument become markup', () => {
    const [first, ...others] = buildSurvey('week-4').screens
    const survey: SurveyView = {
      ...buildSurvey('week-4'),
      clinic: { name: HOSTILE, phone: HOSTILE, country: HOSTILE },
      token: HOSTILE,
      texts: { ...buildSurvey('week-4').texts, introduction: HOSTILE, monitoring: HOSTILE, thanks: HOSTILE },
      screens: first
        ? [
            {
              ...first,
              text: HOSTILE,
              stem: HOSTILE,
              minimumLabel: HOSTILE,
              options: [{ code: HOSTILE, label: HOSTILE }],
            },
            ...others,
          ]
        : [],
    }
    for (const page of [
      <IntroductionPage survey={survey} />,
      <QuestionPage survey={survey} position={1} />,
      <ReviewPage survey={survey} />,
      <ThanksPage survey={survey} />,
    ]) {
      expect(String(page)).not.toContain('<img')
      expect(String(page)).not.toContain('<script>alert')
    }
  })
})

describe('resuming', () => {
  it('leads to the first question that was neither answered nor skipped', () => {
    const page = shown(
      <IntroductionPage survey={buildSurvey('week-4', { 'peg/pain': '7', 'peg/enjoyment': null })} />,
    )
    expect(page).toContain('You have done 2 of 17')
    expect(page).toMatch(/data-to="\/3">.*Continue/)
  })

  it('leads to the review when every question is done', () => {
    const answers = Object.fromEntries(buildSurvey('week-1').screens.map((one) => [one.itemKey, null]))
    expect(shown(<IntroductionPage survey={buildSurvey('week-1', answers)} />)).toMatch(
      /data-to="\/review">.*Continue/,
    )
  })
})

describe('the review', () => {
  it('tells an answer, a skipped question and one that was not reached apart', () => {
    const page = shown(
      <ReviewPage survey={buildSurvey('week-4', { 'peg/pain': '7', 'peg/enjoyment': null })} />,
    )
    expect(page).toContain('7 out of 10')
    expect(page.match(/>Skipped</g)).toHaveLength(1)
    expect(page.match(/>Not answered</g)).toHaveLength(15)
  })
})

describe('help', () => {
  it('makes every number callable and always leads on', () => {
    const page = shown(<HelpPage survey={buildSurvey('week-4')} position={17} />)
    expect(page).toContain('href="tel:988"')
    expect(page).toContain('href="tel:911"')
    expect(page).not.toContain('tel:2')
    expect(page).toMatch(/class="button outline" href="[^"]*\/review"/)
  })

  it('is shown again with the thanks after an answer that raised an alert, and only then', () => {
    const help = 'data-help'
    expect(shown(<ThanksPage survey={buildSurvey('week-4', { 'phq-9/self-harm': '1' })} />)).not.toContain(
      `${help}="true" hidden`,
    )
    expect(shown(<ThanksPage survey={buildSurvey('week-4', { 'phq-9/self-harm': '0' })} />)).toContain(
      `${help}="true" hidden`,
    )
  })
})

describe('a problem', () => {
  it('is told in calm words; what waits on the phone is dropped only when nothing can take it, and sent to a closed survey', () => {
    const state = (problem: 'window-closed' | 'arrived-late' | 'too-many-requests') =>
      /data-state="(\w+)"/.exec(String(<ParticipantProblemPage locale="en" problem={problem} />))?.[1]
    expect(state('window-closed')).toBe('closed')
    expect(state('arrived-late')).toBe('closed')
    expect(state('too-many-requests')).toBe('kept')
  })

  it('falls back to English words and keeps the direction of the language', () => {
    const page = String(<ParticipantProblemPage locale="ar" problem="window-closed" />)
    expect(page).toContain('<html lang="ar" dir="rtl">')
    expect(page).toContain('These questions are closed')
  })
})

describe('a survey that branches', () => {
  const sideEffects = (answers: Record<string, string | null>) => buildSurvey(['side-effects@1.0.0'], answers)
  const review = (answers: Record<string, string | null>) =>
    [...shown(<ReviewPage survey={sideEffects(answers)} />).matchAll(/<li data-n="(\d+)"( hidden="")?/g)]
      .filter(([, , hidden]) => !hidden)
      .map(([, position]) => Number(position))

  it('counts and reviews the questions that are shown', () => {
    expect(shown(<IntroductionPage survey={sideEffects({})} />)).toContain('2 questions')
    expect(
      shown(<QuestionPage survey={sideEffects({ 'side-effects/any': 'no' })} position={11} />),
    ).toContain('Question 2 of 2')
    expect(
      shown(<QuestionPage survey={sideEffects({ 'side-effects/any': 'yes' })} position={2} />),
    ).toContain('Question 2 of 11')
    expect(review({ 'side-effects/any': 'no', 'side-effects/nausea': '2' })).toEqual([1, 11])
    expect(review({ 'side-effects/any': 'yes' })).toHaveLength(11)
  })

  it('leads back to the last question that is shown', () => {
    const page = shown(<QuestionPage survey={sideEffects({ 'side-effects/any': 'no' })} position={11} />)
    expect(page).toMatch(/class="back" href="[^"]*\/1"/)
  })
})

describe('a question that is written in', () => {
  const psqi = (answers: Record<string, string | null> = {}) => buildSurvey(['psqi@1.0.0'], answers)

  it('shows a field with what was written before', () => {
    expect(shown(<QuestionPage survey={psqi({ 'psqi/item-1': '23:30' })} position={1} />)).toMatch(
      /<input type="time" name="answer" id="answer" value="23:30"/,
    )
    expect(shown(<QuestionPage survey={psqi({ 'psqi/item-2': '30' })} position={2} />)).toMatch(
      /<input type="text" name="answer" id="answer" value="30" inputmode="numeric"/,
    )
    expect(shown(<QuestionPage survey={psqi()} position={4} />)).toContain('inputmode="decimal"')
    expect(shown(<ReviewPage survey={psqi({ 'psqi/item-2': '30' })} />)).toContain('>30<')
  })

  it('says what can be written when it could not be read', () => {
    const page = shown(<QuestionPage survey={psqi()} position={2} error="not-an-option" />)
    expect(page.match(/Write a whole number from 0 to 600/g)?.length).toBeGreaterThanOrEqual(2)
  })

  it('shows free text as text', () => {
    const survey = buildSurvey(['own-goal@1.0.0'], { 'own-goal/goal': HOSTILE })
    for (const page of [<QuestionPage survey={survey} position={1} />, <ReviewPage survey={survey} />])
      expect(String(page)).not.toContain('<img')
  })
})
