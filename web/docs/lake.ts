import { list, section, table, text } from './document.ts'

/** For operators: the facts that analyses of large studies are counted from. */
export const lakeSection = section(
  'The lake',
  text(
    'Facts are Parquet files of what is stored in the Study table, in a bucket of their own. From 5,000 participants on, every analysis of a study is read from them and is as of a quarter of an hour ago. Responder rates and mean changes are counted by Athena at any size. Analyses that look at each participant have a limit of 20,000; beyond it the reply is `cohort-too-large`. The facts hold study IDs, and no name, number or free text. They can be made again from the table at any time.',
  ),
  table(
    'What is in the bucket',
    ['Prefix', 'Holds', 'Who can reach it'],
    [
      '`facts/`',
      'participants, assessments, answers, scores, treatments and alerts, by study, clinic and month',
      '`AppendFacts` adds. `CompactFacts` reads, adds and deletes. `ServeReadings` and `ServeConsole` read',
    ],
    ['`restricted/`', 'arms and doses, which can tell an arm', 'the same, by grants of their own'],
    [
      '`answers/`',
      'what Athena answered, for a day',
      '`ServeReadings` and `ServeConsole`, in whose name Athena writes',
    ],
  ),
  list(
    '`AppendFacts` is called with what changed in the Study table, at most a minute later. What fails ten times is passed over: its place in the stream goes to the queue `NotAppended`, and an alarm rings.',
    '`CompactFacts` is called at 02:00 UTC. It puts the files of each month together, adds what is missing and takes out who was erased. So what was passed over is in the lake the next night. An earlier version of a file stays for one day: an erasure is complete after two days at most.',
    'Athena has a workgroup and a database named `concord` (`concord-staging` and `concord_staging` for that stage). A query that scans more than 100 GB is stopped. Answers are encrypted by the bucket’s key, and nobody who asks can choose another place.',
    'Tables list no partitions: Athena works them out from the question, which must name its study and its clinics (1,000 in one question at most). Months are listed up to 2040-12. Older months that a question leaves out are not looked for.',
    'The stream reaches back 24 hours. If `AppendFacts` stands still for longer, the next night repairs what is lost.',
    'To make the files of all clinics anew, invoke `CompactFacts` with `{}`. It is safe to repeat.',
  ),
)
