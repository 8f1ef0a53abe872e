import { code, type DocumentText, list, note, section, subheading, table, text } from './document.ts'

/** What a tidy export holds, and how each program opens it. */
export const exports: DocumentText = {
  slug: 'exports',
  title: 'Tidy tables and how to open them',
  lead: 'All data of a clinic as labeled tables: what each file holds, why a cell is empty, and the lines that open them in R, Stata, SPSS, SAS, Python, DuckDB, a spreadsheet and FHIR.',
  sections: [
    section(
      'Get the files',
      text(
        'On the *Participants* page of the console, pick a format under *Download data*. A program asks for the same:',
      ),
      code(
        'curl -s "$STUDY/exports/tidy?site=harbor" -H "authorization: Bearer $TOKEN" > harbor.zip',
        '# without &site: all your clinics. &variant=study-days: no dates. &format=parquet: Parquet, &format=xlsx: a workbook, &format=fhir: FHIR',
      ),
      text(
        'You get your own clinics and no other. Each download leaves an entry in the audit trail, with the SHA-256 of the file. The same records at the same instant give the same bytes.',
      ),
      note(
        'One download holds 4 MB, about 350,000 answers with their scores as CSV, and several times as many as Parquet. If it is larger, the reply is `export-too-large`: have it made in the background. It may take 20 seconds; then the reply is `export-too-slow`: likewise. A workbook and SDTM take several times as long as CSV.',
      ),
      subheading('Made in the background'),
      text(
        'An export of any size is ordered, made within minutes, and downloaded once it is ready. In the console, press *Make it in the background* under *Download data*. A program orders it, asks until its `state` is `made`, and gets the file:',
      ),
      code(
        `curl -s -X POST "$STUDY/export-runs" -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '{"format":"parquet"}'`,
        '# gives "id"; then',
        'curl -s "$STUDY/export-runs/$ID" -H "authorization: Bearer $TOKEN"',
        'curl -sL "$STUDY/export-runs/$ID?file=yes" -H "authorization: Bearer $TOKEN" > study.zip',
      ),
      list(
        'The data are as of the order. Of answers that were begun before it and changed after it, the file holds that they were begun.',
        'It is made as your membership is when it is made. To download it you need every clinic that it holds, and each download leaves an entry in the audit trail.',
        '`DELETE` cancels an export that is not made. You can have five waiting or being made.',
        'A file is kept for 30 days. The same order again makes a new one, as of now.',
      ),
    ),
    section(
      'What is in it',
      table(
        'Tables, a file each',
        ['File', 'One row is', 'Named by'],
        ['`participants.csv`', 'everybody who was enrolled', '`participant`'],
        ['`treatments.csv`', 'a treatment that was given', '`participant`, `treatment`'],
        ['`events.csv`', 'an adverse event, a rescue treatment, an opioid dose', '`participant`, `event`'],
        ['`assessments.csv`', 'a planned assessment, answered or not', '`participant`, `timepoint`'],
        ['`responses.csv`', 'a set of answers that was begun', '`participant`, `timepoint`'],
        ['`answers.csv`', 'an item of a set of answers', '`participant`, `timepoint`, `instrument`, `item`'],
        ['`items_….csv`', 'a set of answers to one version of a questionnaire', '`participant`, `timepoint`'],
        ['`scores.csv`', 'a score', '`participant`, `timepoint`, `instrument`, `scale`'],
        [
          '`verdicts.csv`',
          'a responder definition at a follow-up',
          '`participant`, `definition`, `timepoint`',
        ],
        ['`alerts.csv`', 'counts of safety alerts by rule', '`participant`, `instrument`, `rule`'],
        [
          '`items.csv`, `options.csv`, `scales.csv`',
          'what was asked and how it is scored',
          'see the codebook',
        ],
      ),
      list(
        '`codebook.csv` has every variable with label, type, unit, labels of its values, what an empty cell means, source and evidence, and whether it is part of the key of its table.',
        '`README.txt` has the denominators: how often each state stands.',
        '`datapackage.json` says the same to programs (Frictionless Data Package), with the SHA-256 of each table.',
        '`manifest.json` has the versions and hashes of every definition and file, and `CITATION.cff` how to cite the export. `datacite.json` is the same for a repository (DataCite 4.6): its publisher is `:tba`, and a DOI is left out, until you add them.',
      ),
      text(
        'Names, telephone numbers, notes, text messages and free text are never in it. If you are blinded, arms, doses and routes are not in it either. Calls and other contacts are not exported.',
      ),
    ),
    section(
      'Why a cell is empty',
      text(
        'An empty cell is missing. No number such as −99 stands for it. Why it is missing stands in the variable whose name ends in `_missing`, else in the codebook. An answer can be *declined*, *not shown*, *not reached*, *free text*, without a score (*no-score*), or of an unknown code. None of these is 0.',
      ),
      text(
        'In `verdicts.csv` a missing answer counts neither for nor against anybody, whatever the definition’s policy says. Your analysis decides how it counts.',
      ),
    ),
    section(
      'Dates or study days',
      text(
        'With dates, names that end in `_at` are instants in UTC, and those that end in `_on` are dates at the clinic. In study days (`variant=study-days`), names end in `_day`: day 1 is the day of enrollment, the day before it is day −1, and there is no day 0.',
      ),
      note(
        'Study days take out dates, names of clinics and the phone’s own time. Study IDs, clinic codes and attributes stay, and rare combinations are not masked. Nobody is named, but the data are not anonymous.',
      ),
    ),
    section(
      'Open them',
      text('Unpack the ZIP, and start the program in that folder. Each script reads and labels all tables.'),
      subheading('R'),
      code('source("load.R")', 'attr(scores$value, "label")', 'table(answers$state_label)'),
      text(
        'It needs no package. A variable with labeled values has a factor beside it, such as `state_label`, and keeps its code.',
      ),
      subheading('Stata 14 or later'),
      code('do load.do', 'use scores.dta, clear', 'describe'),
      text(
        'Text with labeled values has a number beside it, such as `state_n`, since Stata labels numbers alone.',
      ),
      subheading('SPSS and PSPP'),
      code("CD '/path/of/the/files'.", "INSERT FILE='load.sps'.", "GET FILE='scores.sav'."),
      text('In SPSS, run `SET UNICODE=ON.` first, while no data are open.'),
      subheading('SAS'),
      code('%include "load.sas";', 'proc contents data=scores; run;'),
      text('Start SAS in UTF-8. The tables are in WORK.'),
      subheading('Parquet: R, Python, DuckDB'),
      text(
        'With `&format=parquet` each table is a Parquet file, such as `scores.parquet`, with numbers, dates and instants (UTC) as such. It is smaller and faster to read than CSV. It needs no script: labels are in `codebook.csv`, and in each file’s metadata under the key `concord`.',
      ),
      code(
        '# R, with the package arrow or nanoparquet',
        "scores <- arrow::read_parquet('scores.parquet')",
        '# Python, with pandas and pyarrow',
        "scores = pandas.read_parquet('scores.parquet')",
        '-- DuckDB',
        "SELECT scale, avg(value) FROM 'scores.parquet' GROUP BY scale;",
      ),
      subheading('Excel and other spreadsheets'),
      text(
        'With `&format=xlsx` you get one workbook and no ZIP. Each table is a sheet, its names stay in sight and have filters. The sheet `readme` has the denominators, `codebook` the variables, `manifest` the hashes. Numbers are numbers and dates are dates. Instants are text in UTC, since a spreadsheet knows no time zone. Text that looks like a formula is text.',
      ),
      text(
        'A sheet holds 1,048,576 rows. If a table has more, the reply is `sheet-full`: ask for Parquet or CSV. To read CSV in a spreadsheet, ask for `&format=spreadsheet`: Excel then reads accents right, and text that it would run as a formula has an apostrophe in front. Numbers are never changed. There are no scripts in it.',
      ),
      subheading('SDTM and ADaM (CDISC)'),
      text(
        'With `&format=cdisc` the ZIP has DM, SUPPDM (attributes), EX, QS and ADQS as Dataset-JSON 1.1, one row a line, and define.xml. A score is a row of QS, and in ADQS it stands beside its change from baseline. Each responder definition is a parameter of ADQS: CRIT1 is its rule, CRIT1FL its result.',
      ),
      code(
        '# R, with the package jsonlite',
        'lines <- readLines("qs.ndjson")',
        'qs <- as.data.frame(fromJSON(paste0("[", paste(lines[-1], collapse = ","), "]")))',
        'names(qs) <- fromJSON(lines[1])$columns$name',
      ),
      note(
        'Terms of the PHQ-9, of routes and of NOT DONE are CDISC’s as its public example has them (terminology of 2020-12-18). Codes of other questionnaires are Concord’s own and marked so in define.xml; their names begin with the code, and are those of the newest version. Sex, race, age and country are not collected. No schema of Define-XML was at hand: define.xml is compared with that of ODM alone.',
      ),
      subheading('ODM 1.3.2 (CDISC)'),
      text(
        'With `&format=odm` the ZIP has one odm.xml for a data-management system: timepoints are study events, versions of questionnaires forms, with an audit record of each form (who answered, where, when). It has dates alone. The project’s tests hold it against CDISC’s schema.',
      ),
      subheading('FHIR R4'),
      text(
        'With `&format=fhir` you get resources instead of tables: one NDJSON file for each type, a resource a line. It has dates alone: with `variant=study-days` the reply is `invalid-input`.',
      ),
      table(
        'Files, one for each type of resource',
        ['File', 'One resource is', 'How it says what is missing'],
        ['`Patient.ndjson`', 'a participant: study ID and clinic, nothing else', ''],
        [
          '`ResearchSubject.ndjson`',
          'participation, with the arm unless you are blinded',
          'left out where the participant’s record is gone',
        ],
        [
          '`QuestionnaireResponse.ndjson`',
          'the answers to one questionnaire at one timepoint',
          '`data-absent-reason`: `asked-declined`, `masked` (free text), `error` (a code that the question does not have). An item that was not shown or not reached is not there',
        ],
        [
          '`Observation.ndjson`',
          'a score (`derivedFrom` its answers), or an attribute',
          '`dataAbsentReason`, never 0',
        ],
        ['`ResearchStudy.ndjson`', 'the study with its clinics', ''],
        [
          '`Questionnaire.ndjson`',
          'a questionnaire that was asked',
          '`README.txt` names those that R4 cannot write down',
        ],
      ),
      text(
        'The timepoint stands in `encounter`, as study ID, slash, timepoint. IDs follow from what they name, so a later export replaces an earlier one on a server. Scores are computed by Concord and carried in FHIR. Treatments, events and verdicts are in the tidy tables only.',
      ),
      code(
        '-- DuckDB: mean of each score',
        "SELECT code.text, avg(valueQuantity.value) FROM read_ndjson_auto('Observation.ndjson') GROUP BY 1;",
        '# R',
        'responses <- jsonlite::stream_in(file("QuestionnaireResponse.ndjson"))',
        '# Python',
        'scores = pandas.read_json("Observation.ndjson", lines=True)',
      ),
      subheading('FHIR bulk export'),
      text(
        'A warehouse or a FHIR server fetches the same resources by itself, as HL7’s Bulk Data Access has it. The group is the study. A program signs in with its client credentials and the scope `concord/read`, and gets what its membership covers.',
      ),
      code(
        '# 202, and in Content-Location where to ask',
        'curl -i -H "authorization: Bearer $TOKEN" -H \'prefer: respond-async\' \\',
        '  "$BASE/api/fhir/Group/ketamine-infusion-registry/\\$export?_type=Patient,Observation"',
        '# 202 with X-Progress while it is made, then 200 with the address and the count of each file',
        'curl -i -H "authorization: Bearer $TOKEN" "$LOCATION"',
        '# 303 to an address that is good for two minutes; send no token there',
        'curl -L -H "authorization: Bearer $TOKEN" "$LOCATION/Observation" > Observation.ndjson',
        '# cancels it, or says that you have all of it',
        'curl -X DELETE -H "authorization: Bearer $TOKEN" "$LOCATION"',
      ),
      text(
        'Every export is whole: `_since`, `_typeFilter`, `_elements` and `patient` are refused, since a file that passed over them would hold other than you asked for. Load the next export over the last, whose IDs are the same; what was erased meanwhile is not in it, and is yours to delete. `transactionTime` is the instant of the request. A type without resources has no file. Each opening of a file is recorded, and files are kept for 30 days. Refusals are an OperationOutcome.',
      ),
      note(
        'The R and SPSS scripts are run by the project’s tests, in R and in PSPP, DuckDB reads the Parquet files there, openpyxl the workbook, and the FHIR resources are compared with HL7’s schema. Stata and SAS cannot be run there: their scripts are checked by form alone.',
      ),
    ),
  ],
}
