import { section, table, text } from './document.ts'

/** For operators: what an alarm says, and what to do. */
export const alarmsSection = section(
  'Alarms',
  table(
    'What an alarm says, and what to do',
    ['Alarm', 'Meaning', 'First steps'],
    [
      'a function failed',
      'a call ended with an error in the last five minutes',
      'search its log for `errorName`. `frames` say where it was thrown',
    ],
    [
      '`a participant is not moved to the version of their site`',
      'a participant, or a clinic, could not be moved to a new version of the study. They stay on the version before, and it is tried again every minute',
      'search the log of `RollOutVersions` for `errorName`. A lead can stop the clinic meanwhile',
    ],
    [
      '`OpenDueAssessments` was not called',
      'nothing opens and no text goes out',
      'check that the one-minute schedule is enabled and may invoke the function',
    ],
    [
      '`MakeReports` was not called',
      'no scheduled report is made; they are made up for later',
      'check that its one-minute schedule is enabled and may invoke the function',
    ],
    [
      'a report or an export is not made',
      'a report or an export failed three times, has waited for two hours, or was found missing by the daily comparison of schedules with reports',
      'search the log of `MakeReports` for `code`. The coordinator can press *Make one now*, or order the export again',
    ],
    [
      'a change has facts that cannot be made; a batch of facts was passed over',
      'analyses of large studies lack what it holds until the next night',
      'search the log of `AppendFacts` for `errorName`, and mend the cause. `CompactFacts` adds the facts at 02:00 UTC. Then purge the queue `NotAppended`, which ends the alarm',
    ],
    [
      '`AppendFacts` is an hour behind',
      'analyses of large studies lack the newest answers; after 24 hours the stream loses them',
      'see its errors and throttles on the dashboard. What is lost is added by `CompactFacts` at 02:00 UTC',
    ],
    [
      'a clinic could not be compared with the lake',
      'its files were not put together, and an erasure of the last day has not reached them',
      'search the log of `CompactFacts` for `site` and `errorName`. Invoke it again with `{}`',
    ],
    [
      'the lake holds what the table does not',
      'facts that no stored item gives: the table was changed by hand, or a program wrote wrong facts',
      'search the log of `CompactFacts` for `study`. Find out who wrote to the Study table; numbers of that study from the lake are in doubt until then',
    ],
    [
      'a function answered with a 5xx status',
      'a person saw an error page or an API client a 5xx problem. `Errors` does not count these: the call itself succeeded',
      'search its log for `request failed`. `causeName` says what it waited for, such as a table that throttled',
    ],
    [
      'the API answered with a 5xx status',
      'a function failed, timed out, or may not be called',
      'search the access log for `status`, and the function’s log for the `requestId`',
    ],
    [
      'a function is slow, was throttled, or the account is at 80% of its concurrency quota',
      'people wait, or are sent away',
      'see the dashboard. Ask AWS for a higher quota of concurrent executions; new accounts have 10',
    ],
    [
      'a message has waited in its queue',
      'its function is too slow, throttled, or fails and tries again',
      'see the function’s errors and throttles on the dashboard',
    ],
    [
      'a message waits in the dead-letter queue',
      'a text that is due, a delivery report, a text from a participant or an erasure failed five times. It is kept for 14 days. A text that is due is parked: nothing more of its assessment is texted until you redrive it',
      'find and fix the cause, then `npm run redrive -- Invitations`. `npm run redrive` lists the queues. Each message is checked against what is stored, so nothing is sent or counted twice',
    ],
    [
      'a text was refused (10 in 15 minutes)',
      'the carrier will never take these texts: numbers that are not valid or not of your countries, numbers that opted out, or a price above `textMaxPrice`',
      'search the logs for `a text was refused`. `code` is the carrier’s. Each participant’s history shows it in words',
    ],
    [
      'an opt-out at the carrier is not lifted',
      'a START came from a number on the carrier’s opt-out list, and AWS did not take it off: it does so once in 30 days only. The next text is refused, and the number counts as stopped',
      'call the participant. The list is in AWS End User Messaging',
    ],
    [
      'texts are stopped by the account',
      'the carrier refuses every text: the spend limit, a disabled account, the sandbox, or numbers that are gone. Invitations and reminders wait. Today says so at every clinic. Urgent messages are tried all the same',
      'search the logs for `texts are stopped by the account`. `code` is the carrier’s. Raise the limit, or ask AWS. One text is tried every 15 minutes, and all go on by themselves once it goes out',
    ],
    [
      'a text is refused again and again',
      'the carrier has been busy for half an hour, or gives a reason that Concord does not know',
      'search the logs for `a text is refused again and again`. `code` is the carrier’s. The texts go on by themselves',
    ],
    [
      'whether a text went out is not known',
      'the carrier’s reply was lost. The text is never sent again by itself',
      'Today shows the participant. A person decides',
    ],
    [
      'texts of this month cost 80% of what was expected',
      'at the account’s spend limit AWS stops sending',
      'find out who is texted, and raise the limit in AWS End User Messaging in time',
    ],
    [
      'an alert is not acknowledged in time; nobody, or no lead, is on call',
      'an alert about a participant waits: past its due time, or an hour if it is about self-harm',
      'call the clinic. Its list is under *On call* in the console',
    ],
    [
      'a message of self-harm came from a number that nobody has; such messages are not answered any more',
      'somebody whom no clinic knows was texted the crisis line. After 20 such answers in a day their number gets no more until midnight UTC: a machine, or somebody in great need',
      'nothing is left to do for a single one: the log holds no number, and the text is not kept. If the alarm comes back for days, ask AWS Support which number floods yours, and block it',
    ],
    [
      'the firewall blocks requests by its rule `SignIn`, `Links` or `Everything`',
      'one address met its limit of requests within five minutes. It attacks, or a clinic whose people share it is shut out for a few minutes',
      'see in WAF, in us-east-1, how many were blocked and for how long. Call the clinics that answer at that hour. If it is a clinic, raise the limit in `infra/constructs/firewall.ts`',
    ],
    [
      'the firewall blocks requests by its rule `AWSManagedRules…`',
      'at least 100 requests in five minutes came from addresses known for attacks, or were such as no browser makes',
      'nothing got through. If participants say that a page does not open, ask for the time, and compare',
    ],
    [
      'many sign-ins fail',
      '20 wrong sign-ins within five minutes',
      'see the user pool’s log of threats in Cognito',
    ],
  ),
  text(
    'The address in `AlarmEmail` gets a mail from AWS with a link to confirm. Until somebody follows it, no alarm arrives. Where there is a domain, there are two such mails: alarms of the firewall ring in us-east-1, from a topic of their own. CloudWatch has a dashboard with every alarm, function and queue. AWS counts what texts cost once the account has the service-linked role of AWS End User Messaging SMS: `aws iam create-service-linked-role --aws-service-name sms-voice.amazonaws.com`.',
  ),
  text('Alarm messages name functions and queues, never people.'),
)
