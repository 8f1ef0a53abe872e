import { code, type DocumentText, note, section, text } from './document.ts'

export const apiTour: DocumentText = {
  slug: 'api-tour',
  title: 'A tour of the API',
  lead: 'One participant from enrollment to a responder rate, with curl, on the server that `npm start` runs.',
  sections: [
    section(
      'Before you start',
      text(
        'Run `npm start` in one terminal. Paste the commands below into a second one, in order. With another port, change `BASE`. `/local/…` exists only on your machine: it stands for the sign-in, the phone and the clock.',
      ),
      code('BASE=http://127.0.0.1:8787', 'STUDY=$BASE/api/studies/ketamine-infusion-registry'),
    ),
    section(
      'Sign in',
      text('Get a token of the coordinator of Harbor Clinic, a demo user.'),
      code(
        "TOKEN=$(curl -s $BASE/local/token -H 'content-type: application/json' \\",
        '  -d \'{"user":"coordinator-harbor"}\' | sed \'s/.*"access_token":"\\([^"]*\\)".*/\\1/\')',
      ),
    ),
    section(
      'Enroll a participant',
      text(
        'The key is required and makes a retry safe: the same key with the same values enrolls one person. If someone has the same number, or the same name and year of birth, the reply is 409 and names them. If they are different people, send the request again with their study IDs in `distinctFrom`.',
      ),
      code(
        'ENROLLED=$(curl -s $STUDY/participants -H "authorization: Bearer $TOKEN" -H \'content-type: application/json\' \\',
        "  -H 'idempotency-key: first-visit' \\",
        '  -d \'{"site":"harbor","phone":"+12025550123","locale":"en","timeZone":"America/New_York","smsConsent":true}\')',
        'PARTICIPANT=$(echo $ENROLLED | sed \'s/.*"participant":"\\([^"]*\\)".*/\\1/\'); echo $PARTICIPANT',
      ),
    ),
    section(
      'Answer as the participant',
      text('Read the text on the simulated phone. Open its link in a browser, answer, and submit.'),
      code('sleep 2; curl -s "$BASE/local/phone/messages?to=%2B12025550123"'),
    ),
    section(
      'Record a treatment and move the clock',
      text('The first infusion starts the follow-up schedule. Then let eight days pass.'),
      code(
        'NOW=$(curl -s $BASE/local/clock -H \'content-type: application/json\' -d \'{"advance":"PT1M"}\' \\',
        '  | sed \'s/.*"now":"\\([^"]*\\)".*/\\1/\')',
        'curl -s $STUDY/participants/$PARTICIPANT/treatments -H "authorization: Bearer $TOKEN" \\',
        '  -H \'content-type: application/json\' -d "{\\"kind\\":\\"ketamine-infusion\\",\\"givenAt\\":\\"$NOW\\"}"',
        'curl -s $BASE/local/clock -H \'content-type: application/json\' -d \'{"advance":"P8D"}\'',
      ),
    ),
    section(
      'Read the outcome',
      text(
        'A second text has come. Answer it, then read what passed between them and the clinic, the trajectory, and the clinic’s responder rate.',
      ),
      code(
        'curl -s "$BASE/local/phone/messages?to=%2B12025550123"',
        'curl -s "$STUDY/participants/$PARTICIPANT/history" -H "authorization: Bearer $TOKEN"',
        'curl -s "$STUDY/participants/$PARTICIPANT/trajectory" -H "authorization: Bearer $TOKEN"',
        'curl -s "$STUDY/analyses/responder-rate?definition=pain-relief-30&timepoint=week-1" -H "authorization: Bearer $TOKEN"',
      ),
      text(
        'Of the whole study, every member reads its releases: frozen numbers over all clinics, the same bytes for everybody. A lead makes one with `POST $STUDY/releases` and a name; see [Releases](/docs/leads#releases).',
      ),
      code(
        'curl -s "$STUDY/releases" -H "authorization: Bearer $TOKEN"',
        'curl -s "$STUDY/releases/1/analyses/responder-rate?definition=pain-relief-30&timepoint=week-4" -H "authorization: Bearer $TOKEN"',
      ),
      text(
        'The console shows the same: open `/console` and sign in as *coordinator-harbor*. Every route is in the [API reference](/docs/api).',
      ),
    ),
    section(
      'Errors',
      text(
        'Every error is an RFC 9457 problem document with `type`, `title`, `status` and `detail`. `type` leads to a page about the code, such as [/problems/not-found](/problems/not-found). `instance` is the ID by which the log knows the request. Invalid fields are listed in `errors` with a JSON Pointer (RFC 6901), a code and a detail, never with the value that was sent.',
      ),
      text(
        'A body is refused if it names a member twice, is nested more than 64 levels deep, or holds text that no one types: a control character such as NUL, a control of writing direction (U+202A–202E, U+2066–2069), or bytes that are not UTF-8. A name or note of only spaces or invisible characters counts as empty. Choice codes are exact: `" 5 "` is not `"5"`. Status 503 comes with `Retry-After`: send the same request again.',
      ),
      text(
        'A submission names the `revision` of the review that was read, or brings every answer that is saved. Otherwise the reply is 412 `response-changed`, and nothing is submitted. A submission that brings answers is known again by an `Idempotency-Key` of 16 to 64 letters, digits or hyphens; without one a retry answers 409, whatever it brings.',
      ),
      note('The same 404 answers for what does not exist and for what is not yours.'),
    ),
  ],
}
