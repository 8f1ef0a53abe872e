import { type DocumentText, list, note, section, steps, table, text } from './document.ts'

export const coordinators: DocumentText = {
  slug: 'coordinators',
  title: 'For coordinators',
  lead: 'The day at a clinic: whom to call, how to enroll, what happens with texts and alerts, and what you see of other clinics.',
  sections: [
    section(
      'Your day',
      text(
        'Start with **Today**. It lists the people who need a call or a reply, most urgent first. Texts go out by themselves. People appear here only when a text cannot settle it.',
      ),
      table(
        'Why a person is listed in Today',
        ['Reason', 'What it means', 'What to do'],
        [
          'Safety alert',
          'An answer or a text met a safety rule.',
          'Take the alert, call, close it with a reason.',
        ],
        [
          'New message',
          'They texted something that only a person can answer.',
          'Read it, answer by phone, mark it as handled with a note of how.',
        ],
        [
          'Asks to be left alone or erased',
          'They asked by text or on their page. It has a due date.',
          'Speak with them, then record what they want. See *Stop or erase*.',
        ],
        [
          'Answers arrived after the window',
          'A phone without network sent them late. Today says whether they would count, and why.',
          'Open the participant’s page. Take them in or leave them out.',
        ],
        [
          'Partly answered',
          'They started, stopped, and get no more texts.',
          'Call. You can ask the rest by phone.',
        ],
        [
          'Overdue',
          'They have not started and get no more texts.',
          'Call. You can ask the questions by phone.',
        ],
        [
          'A text was held back after a restore',
          'Tables were taken back to an earlier time. Nobody knows whether the text went out before, and later answers are gone.',
          'Call. You can ask the questions by phone.',
        ],
        [
          'Texts do not reach this number',
          'The carrier reports that texts fail.',
          'Call, then correct the number.',
        ],
        [
          'Opted out of texts',
          'They texted STOP and are still in the study.',
          'Call when an assessment is due.',
        ],
        [
          'Does not receive texts',
          'No number on file, or no consent to texts.',
          'Call when an assessment is due.',
        ],
      ),
      text(
        'Log every call with its outcome: no answer, left a message, will answer on their own, call back later, declined these questions, wrong number. “Call back later” moves the person down until that time, at most 90 days ahead.',
      ),
      note(
        'Nobody watches answers as they arrive. Alerts wait in Today until someone opens it. An alert about self-harm is sent to the clinic’s on-call list at once, any other if nobody takes it in time.',
      ),
    ),
    section(
      'Find a participant',
      text(
        '*Today* and *Participants* have a search. Type the beginning of a name, a phone number with its country code, or a study ID. Several words narrow it down, in any order; capitals and accents do not matter. Only your own clinics are searched. The audit trail keeps who looked at whose name, and not what was typed.',
      ),
      text(
        'On a participant’s page, **Name and number** shows name, number, year of birth and consent, and corrects them. Each change is recorded. A new number gets the texts from then on, and links that were sent to the old one end. If texts to a number failed, say there that somebody has made sure that it works.',
      ),
    ),
    section(
      'Enroll a participant',
      steps(
        'Open **Participants** and choose **Enroll a participant**. The clinic needs an on-call list first.',
        'Enter the phone number with its country code, the language, and whether they consent to texts. Name and year of birth are optional. Only people who call the participant see them.',
        'Choose how they prefer to answer: on the web with a link, or by replying to texts.',
        'Choose what the study asks of each participant, such as pain mechanism and age group. *Not recorded* differs from *Unknown*: choose *Unknown* if you looked and cannot say.',
        'Save. They get a study ID. With consent, the first text goes out right away.',
      ),
      text(
        'If someone has the same number, or the same name and year of birth, Concord asks first and lists their study IDs, of another clinic only that there is someone. Check who they are. If they are different people who share a phone, say so and enroll. A number is asked about in the same way when you change it. The number of a clinic, or of someone on call, is refused.',
      ),
      text(
        'Sending the same form twice enrolls one person, not two. Without consent no text is sent, and you ask the questions by phone.',
      ),
      text(
        'To correct pain mechanism, age group and the like, choose *Correct* beside them on the participant’s page. What was recorded before stays in the history and in the audit trail.',
      ),
      text(
        'Answering by text works only for questions that the study marks as safe to text, and only if no one else uses the number. Everything else goes by link.',
      ),
    ),
    section(
      'Record a treatment',
      text(
        'Open the participant and choose **Record a treatment**. Follow-up dates are counted from this date, so record it on the day. Dose (mg or mg/kg) and route are optional.',
      ),
      text(
        'A page asks you to check the treatment if it was given before enrollment, more than 30 days ago, or within 30 minutes of another of its kind, if it is in the future, or if it would cancel assessments. It shows which assessments would be planned, moved or canceled. Nothing is saved until you confirm.',
      ),
      text(
        'Choose **Correct or void** beside a treatment to correct its time, dose or route, or to void it with a reason. The schedule follows the time; a corrected dose or route moves nothing. Choose **Restore this treatment** beside a voided one, and the assessments that it had planned come back with their answers. Every change keeps who made it and when. The API does the same: see *Treatments* in the [API reference](/docs/api).',
      ),
      text(
        'The console’s **Calendar** shows when each assessment opens, is due and closes for any example dates, and why. A window stays open until its last day ends where the participant lives, unless the study gives a time. Nothing entered there is saved.',
      ),
    ),
    section(
      'Record a clinical event',
      text(
        'Open the participant and choose **Record a clinical event**. The study says which kinds it records. They decide how its outcomes are counted, so record them on the day.',
      ),
      table(
        'Kinds of clinical event',
        ['Kind', 'Record it when', 'What is asked'],
        [
          'Rescue treatment',
          'Something was given because the study’s treatment did not do enough.',
          'Which kind of treatment',
        ],
        ['Other treatment alongside', 'Another treatment was started or changed.', 'Which kind of treatment'],
        [
          'Treatment stopped',
          'The study’s treatment ended.',
          'Why: no benefit, side effects, the course was complete, another reason',
        ],
        [
          'Adverse event',
          'Something unwanted happened, whatever its cause.',
          'Which event, how severe, whether it is serious, how it relates to the treatment',
        ],
        [
          'Opioid dose',
          'The daily dose is known or has changed.',
          'Oral morphine milligram equivalents per day, of all opioids together',
        ],
      ),
      text(
        'There is no field for words, so that no name can stand in one. The same event at the same time is recorded once, however often the form is sent. An event is never edited: choose **Void** beside it with a reason, then record it again. The participant’s page shows both, and **History** shows who recorded and voided what, and when. An event can also be recorded after someone has left the study, but not of someone who had their data stopped or erased.',
      ),
      text(
        '**Adverse events** under the analyses counts your clinic’s participants by event and worst severity. It is no safety report: report serious events as your protocol says.',
      ),
    ),
    section(
      'Answers that arrive late or were never sent',
      text(
        'If someone answers and never sends, the assessment closes as *Partly answered*. The answers are kept. They do not count unless the study says so.',
      ),
      text(
        'If a phone had no network, its answers may arrive after the assessment has closed. Today lists the person until you decide, and says whether the answers would count. They stand on the participant’s page with the time by the phone’s clock. Choose **Take them in** or **Leave them out**. The participant’s page says that the clinic has them.',
      ),
    ),
    section(
      'Ask by phone',
      text(
        'Choose **Ask … by phone** in Today. The participant’s pages open and you enter what they say. These answers are marked as given by proxy and by phone. If the participant then finishes on their own, the response is marked as mixed.',
      ),
      text('You can do this only while the assessment is open.'),
    ),
    section(
      'Safety alerts',
      text(
        'An alert comes from a rule of an instrument or of the study: a single answer, a score at a level, a score that is worse than before, or an answer soon after a treatment. It is stored together with the answer. Changing the answer back does not remove it.',
      ),
      steps(
        '**Take this alert**. Your name is on it, and the on-call texts stop.',
        'Call the participant. Log the call.',
        '**Close this alert** with a reason: spoke with the participant; could not reach, handed off; reviewed, no risk found; referred for care; duplicate. The texts that raised it are marked as handled with it.',
      ),
      text(
        'If a worse answer follows, the alert waits for someone again, even if it was taken. A text that mentions self-harm is answered with the study’s crisis text at any hour and raises an alert. Up to three texts within 30 minutes are also read together, so “I want to” and “die” are heard. All such texts of one person are one alert: a further text is added to it, and if someone had taken it, it waits again.',
      ),
      text(
        'In Today, overdue alerts stand first, with how long they have been overdue, then alerts about self-harm. An alert about self-harm is due at once. The alert shows what raised it: the question and the answer, the score, or the text, each time that it was worse or new, and what the answer or the score is now. A score that falls raises nothing.',
      ),
      text(
        'The on-call list holds phone numbers and mail addresses of a clinic. Change it with the API (`PUT …/on-call`). The number of a participant is refused. Without a list no one can be enrolled. A number that texted STOP gets no alerts, and Today says so. STOP and START from such a phone are confirmed.',
      ),
      text(
        'An alert about self-harm is sent by text and mail at once, within a minute or two, and again every 15 minutes until someone takes it. After an hour the study’s leads get it too. Other alerts are sent when the study’s time to take them is over.',
      ),
      text(
        'If the carrier does not accept the reply with help lines, or someone on call cannot be reached, Today says so on top of the participant. Call then.',
      ),
    ),
    section(
      'Texts and STOP',
      list(
        'One text goes out when an assessment opens, then reminders that depend on how far the person came. At most one reminder goes out after the due date.',
        'Texts go out within the study’s hours in the participant’s time zone, and below the clinic’s daily limit. Consent and the number are checked again at the moment of sending.',
        'STOP, and anything that plainly means it in English or Spanish, misspelt or beside an answer such as “7 stop” too, ends every text to that number at once, for everyone who shares it. START resumes texts, but not to a number that was said to be wrong: correct it. The latest text decides, in whatever order they arrive.',
        'HELP is answered by itself. If a message says more than STOP, a person reads it too. Unclear messages wait in Today.',
        'After three failures in a row that say that a number does not work, texts to it end until someone has checked it. Today lists the person.',
        'If several participants share a phone, they are asked by link, and a person reads every reply.',
        'A link belongs to the phone that it was sent to. When you change the number, record that it is wrong, or end the participation, every link sent before ends, and a page that was open takes no more answers. Whatever is still open is texted to the new number within the texting hours, with a link of its own. What was answered stays.',
        'Anyone who opens a link on another device can go on with the questions. What was answered is shown only in the browser that answered. After the submission a link says thank you and nothing else.',
      ),
      text(
        '**History** on a participant’s page lists everything between them and your clinic, newest first, and keeps it for good: planned texts, sent or not and why; messages from their phone, automatic replies, questions asked by text and the answers; crisis replies; alerts, who was sent them, who took and closed them and why; calls and notes; messages marked as handled, by whom and how. Only coordinators of the clinic see it.',
      ),
      text(
        'A message that was marked as handled can be brought back: choose **Undo** beside it in the history. It appears in Today again, and both steps stay in the history.',
      ),
      text(
        '*Unknown whether it was sent* means that the service stopped in the middle of sending. Such a text is never sent again by itself.',
      ),
    ),
    section(
      'Reports by mail',
      text(
        'Under **Reports** you schedule the weekly report of your clinic: on a day of each week or month, or on one date, at a time on your own clock. A mail says that it is there. The mail names no study, clinic or person. Its link asks you to sign in, and then opens the report.',
      ),
      list(
        'The report has what needs you now, people to call by study ID, completion by timepoint with its denominators, who met or lost the primary definition since the report before, windows of the next seven days, and data gaps. It has no name, number or arm.',
        'Tasks are as they stand when the report is made. Completion and the definition are as of the planned time.',
        'Choose the format: a page to read on a screen or a phone; a PDF to print, to hand on, or for a screen reader; an Excel workbook, whose numbers you can compute with, a sheet for each table; or CSV with a value a line, for a program. All say the same. The page and the PDF have plots, each with its table and a sentence that says what is seen.',
        'In a week in which nothing needs you the mail says so. If you want no mail then, choose it under **When nothing needs you**; the report is made all the same.',
        'You see the next three dates before and after you save. Where the clock skips the time, the report is made at the first minute after. Where the clock shows it twice, it is made the first time.',
        'Each date gives one report and one mail. A report that was missed is made up for, marked as late; older ones are named in it.',
        '**Make one now** makes a report at once. Its page shows how far it is, and whether the mail was sent.',
        'A report that failed or was canceled can be made again from its page: with data as of the same time, and without reading again what was read.',
        'A section that could not be made says so, and the mail begins with it.',
        'A report that failed for good is mailed to you, and to the leads on call of the study. One that is too large for a page is ordered as an export.',
        'A report that failed stands in front of the list until you or a lead press **I have seen it**. If two mails come back from your address, or one is marked as spam, your reports pause: check the address, then resume. Leads see it too.',
        'You alone open your reports. If you leave a clinic, it is left out; if you leave the study, no report is made and the subscription pauses.',
        'Every mail has a link to change or end the subscription. Opening it changes nothing. Files are kept for 400 days.',
      ),
    ),
    section(
      'Missed and late assessments',
      text(
        'Record why an assessment was missed or late on the participant’s page. The list starts with ill health, because answers that are missing for that reason bias a study. Analyses count the reasons, and *not recorded* where you leave it open.',
      ),
      text(
        'If someone withdraws, is lost to follow-up or dies, record it with the API (`PUT …/disposition`). Everything still to come is canceled at once, and no text goes to a family. A date before enrollment, more than 30 days ago or before a treatment is asked about first. It can be voided if it was entered in error. Every page and list about the person says how the participation ended. Where someone withdrew or died, no treatment is offered, and no call for the study. Today offers a call about a safety alert, a request or a message of someone who withdrew, and about a safety alert from the phone of someone who has died: no matter who wrote it is alive, and may be a relative.',
      ),
    ),
    section(
      'Stop or erase',
      text(
        'A participant can ask to be left alone, or to have their data deleted: by a text in any words, on the page *Your data* of any link, or in person. It appears in Today with a due date, 30 days ahead unless the study says less or more. If they ask you, begin at **Stop or erase** on their page.',
      ),
      table(
        'What a participant can ask for. Each includes the one above',
        ['Grade', 'What happens'],
        [
          'Stop contact',
          'No more texts, and Today offers no call except for a safety alert or a new request of theirs. The participation goes on: you can record treatments, and ask questions when they come in.',
        ],
        [
          'Stop data',
          'The participation ends as withdrawn by own wish. Nothing more is asked or recorded. What is there is kept.',
        ],
        [
          'Erase',
          'Name, numbers, messages, notes and words that they wrote as answers are deleted. Other answers, scores, treatments and clinical events are kept with nobody behind them, or deleted, as the study’s protocol says. The page says which.',
        ],
      ),
      steps(
        'Speak with the participant. A request by text can be a misunderstanding, or somebody else on a shared phone.',
        'Choose what they want and **Record** it. Until it is confirmed it can be recorded anew or canceled, with a reason.',
        'A second person confirms it: another coordinator of the clinic, or a study lead who has the clinic. The person who recorded it cannot.',
        'It is carried out within minutes. If they may be texted, they get one last text that says so, in texting hours, before their number is deleted.',
      ),
      note(
        'A confirmed erasure cannot be stopped or undone. Close open safety alerts first: until then erasing is refused, because nobody could call afterwards. One that is raised after the confirmation holds the erasure up until you close it. Strike the study ID from the clinic’s own lists, and delete files that you have downloaded: Concord cannot.',
      ),
      text(
        'If someone who stopped contact wants texts again, record their new consent under *Name and number*. Someone who was erased is enrolled anew, under another study ID.',
      ),
    ),
    section(
      'What you see of other clinics',
      list(
        'Of your own clinics you see everything. A participant of another clinic is “not found”, as if they did not exist.',
        'Analyses show your own clinics, live and whole. They say so: “These numbers cover your clinics only.”',
        'Of the whole study you see its releases, under *Analyses* → *Releases*: frozen numbers over all clinics, the same for everybody. *Numbers shown* on each analysis switches between your live numbers and a release. Small groups of clinics are suppressed in it. See [Releases](/docs/leads#releases).',
      ),
      text(
        'It is the same on pages, in downloads and in the API. [For leads](/docs/leads) says who sees what.',
      ),
    ),
  ],
}
