import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { AuditTrail } from '../constructs/audit-trail.ts'
import { listCountedMessages } from '../constructs/counted-messages.ts'
import { FrontDoor } from '../constructs/front-door.ts'
import {
  APPEND,
  READ,
  READ_AND_WRITE,
  READ_AND_WRITE_ONE,
  READ_MANY,
  READ_ONE,
} from '../constructs/guarded-table.ts'
import { Handler } from '../constructs/handler.ts'
import { Mail } from '../constructs/mail.ts'
import type { OriginSecret } from '../constructs/origin-secret.ts'
import { readVersion } from '../constructs/source-digest.ts'
import { StaffSignIn } from '../constructs/staff-sign-in.ts'
import { addCommands } from './commands.ts'
import type { DataStack } from './data-stack.ts'
import { addDefinitions } from './definitions.ts'
import { Lake } from './lake.ts'
import { addMembers } from './members.ts'
import type { Watched } from './operations-stack.ts'
import { Panels } from './panels.ts'
import { Releases } from './releases.ts'
import { Reports } from './reports.ts'
import {
  DEFINITION_ROUTES,
  INSTRUMENT_ROUTES,
  MEMBER_ROUTES,
  OFFICE_ROUTES,
  PANEL_ROUTES,
  PANELIST_ROUTES,
  READING_ROUTES,
  REFERENCE_ROUTES,
  RELEASE_ROUTES,
  REPORT_ROUTES,
  VERSION_ROUTES,
  WORKLIST_ROUTES,
} from './routes.ts'
import { SeededLibrary } from './seeded-library.ts'
import type { Settings } from './settings.ts'
import { letPublish, letWriteStudy } from './table-grants.ts'
import { addTexting } from './texting.ts'
import { Versions } from './versions.ts'

/** A page of the console is one request, and a program’s export one for each page of a site’s responses. */
const PERSON_REQUESTS_PER_MINUTE = 300

interface ServiceStackProps extends StackProps {
  /** Tables, link secret and staff accounts. */
  readonly data: DataStack
  readonly settings: Settings
}

/** The functions with what starts them, what they may touch and nothing besides: one block per function. */
export class ServiceStack extends Stack {
  /** What the alarms are about. */
  readonly watched: Watched

  constructor(scope: Construct, id: string, { data: tables, settings, ...props }: ServiceStackProps) {
    super(scope, id, props)
    const { linkSecret, staff } = tables
    const { domain } = settings
    const admitRequest = tables.originSecret && admitThrough(this, 'AdmitRequest', tables.originSecret)
    const door = new FrontDoor(this, 'FrontDoor', { domain, admitRequest })
    const publicUrl = domain === undefined ? door.api.apiEndpoint : `https://${domain.name}`
    const signIn = new StaffSignIn(this, 'StaffSignIn', { pool: staff.pool, publicUrl })
    const mail = new Mail(this, 'Mail')

    const STUDY_TABLE = tables.study.table.tableName
    const CONTACTS_TABLE = tables.contacts.table.tableName
    const AUDIT_TABLE = tables.audit.table.tableName
    const MEMBERS_TABLE = tables.members.table.tableName
    const RELEASES_TABLE = tables.releases.table.tableName
    const LIBRARY_TABLE = tables.library.table.tableName
    const PUBLIC_URL = publicUrl
    const LINK_SECRET_ARN = linkSecret.arn
    const oidc = {
      OIDC_ISSUER: staff.issuer,
      OIDC_CLIENT_ID: signIn.client.userPoolClientId,
      OIDC_COMMAND_LINE_ID: signIn.commandLine.userPoolClientId,
      PERSON_REQUESTS_PER_MINUTE: String(PERSON_REQUESTS_PER_MINUTE),
    }

    const lake = new Lake(this, { data: tables, stage: settings.stage })

    const serveParticipantPage = new Handler(this, 'ServeParticipantPage', {
      entry: 'serve-participant-page',
      environment: { STUDY_TABLE, LIBRARY_TABLE, AUDIT_TABLE, LINK_SECRET_ARN, PUBLIC_URL },
    })
    letWriteStudy(tables, serveParticipantPage)
    linkSecret.grantRead(serveParticipantPage)
    door.route(serveParticipantPage, 'ANY /s/{token}', 'ANY /s/{token}/{proxy+}')

    const serveStaffApi = new Handler(this, 'ServeStaffApi', {
      entry: 'serve-staff-api',
      environment: { STUDY_TABLE, LIBRARY_TABLE, CONTACTS_TABLE, AUDIT_TABLE, MEMBERS_TABLE, ...oidc },
    })
    letWriteStudy(tables, serveStaffApi)
    tables.members.grant(serveStaffApi, READ_ONE)
    tables.contacts.grant(serveStaffApi, READ_AND_WRITE_ONE)
    door.route(serveStaffApi, 'ANY /api/{proxy+}')

    const serveReadings = new Handler(this, 'ServeReadings', {
      entry: 'serve-readings',
      environment: {
        ...{ STUDY_TABLE, LIBRARY_TABLE, AUDIT_TABLE, MEMBERS_TABLE },
        ...{ ...oidc, ...lake.environment },
      },
      timeout: Duration.seconds(29),
    })
    tables.study.grant(serveReadings, READ)
    lake.letAsk(serveReadings)
    tables.library.grant(serveReadings, READ_MANY)
    // What is exported is recorded before it goes out.
    tables.audit.grant(serveReadings, APPEND)
    tables.members.grant(serveReadings, READ_ONE)
    door.route(serveReadings, ...READING_ROUTES)

    const serveWorklist = new Handler(this, 'ServeWorklist', {
      entry: 'serve-worklist',
      environment: {
        ...{
          STUDY_TABLE,
          LIBRARY_TABLE,
          CONTACTS_TABLE,
          AUDIT_TABLE,
          MEMBERS_TABLE,
          LINK_SECRET_ARN,
          PUBLIC_URL,
        },
        ...oidc,
      },
      timeout: Duration.seconds(29),
    })
    letWriteStudy(tables, serveWorklist)
    tables.members.grant(serveWorklist, READ_ONE)
    // It lists whom to call, and enrols them.
    tables.contacts.grant(serveWorklist, READ_AND_WRITE)
    linkSecret.grantRead(serveWorklist)
    door.route(serveWorklist, ...WORKLIST_ROUTES)

    const serveConsole = new Handler(this, 'ServeConsole', {
      entry: 'serve-console',
      environment: {
        ...{ STUDY_TABLE, LIBRARY_TABLE, MEMBERS_TABLE, RELEASES_TABLE, AUDIT_TABLE, PUBLIC_URL },
        ...{ ...oidc, ...lake.environment },
      },
      timeout: Duration.seconds(29),
    })
    tables.study.grant(serveConsole, READ)
    lake.letAsk(serveConsole)
    tables.library.grant(serveConsole, READ_MANY)
    tables.releases.grant(serveConsole, READ)
    // What is downloaded is recorded before it goes out.
    tables.audit.grant(serveConsole, APPEND)
    tables.members.grant(serveConsole, READ_ONE)
    tables.members.grantIndexQuery(serveConsole, 'person')
    door.route(serveConsole, 'ANY /console', 'ANY /console/{proxy+}')

    const serveMembers = addMembers(this, { tables, pool: staff.pool, mail, oidc, publicUrl })
    door.route(serveMembers, ...MEMBER_ROUTES)

    const serveStudyOffice = new Handler(this, 'ServeStudyOffice', {
      entry: 'serve-study-office',
      environment: { LIBRARY_TABLE, MEMBERS_TABLE, AUDIT_TABLE, PUBLIC_URL, ...oidc },
      timeout: Duration.seconds(29),
    })
    letPublish(tables, serveStudyOffice)
    // Who begins a study is its first member. It reaches nothing of participants.
    tables.members.grant(serveStudyOffice, READ_AND_WRITE)
    tables.members.grantIndexQuery(serveStudyOffice, 'person')
    door.route(serveStudyOffice, ...OFFICE_ROUTES)

    const serveDefinitions = addDefinitions(this, { tables, oidc, publicUrl })
    door.route(serveDefinitions, ...DEFINITION_ROUTES)

    const { serveReleases, makeReleases } = new Releases(this, {
      tables,
      program: readVersion(),
      oidc,
      publicUrl,
    })
    door.route(serveReleases, ...RELEASE_ROUTES)

    const { serveVersions, rollOutVersions } = new Versions(this, { tables, oidc, publicUrl })
    door.route(serveVersions, ...VERSION_ROUTES)
    const { serveReports, makeReports, recordMailEvent, queues } = new Reports(this, {
      ...{ data: tables, mail, program: readVersion(), oidc, publicUrl },
    })
    door.route(serveReports, ...REPORT_ROUTES)

    const panels = new Panels(this, { data: tables, mail, oidc, publicUrl })
    door.route(panels.servePanels, ...PANEL_ROUTES)
    door.route(panels.servePanelists, ...PANELIST_ROUTES)

    const serveApiReference = new Handler(this, 'ServeApiReference', {
      entry: 'serve-api-reference',
      environment: {
        ...{ PUBLIC_URL, OIDC_ISSUER: oidc.OIDC_ISSUER },
        OIDC_COMMAND_LINE_ID: oidc.OIDC_COMMAND_LINE_ID,
      },
    })
    door.route(serveApiReference, ...REFERENCE_ROUTES)

    const serveInstruments = new Handler(this, 'ServeInstruments', {
      entry: 'serve-instruments',
      environment: { LIBRARY_TABLE },
    })
    tables.library.grant(serveInstruments, READ_MANY)
    door.route(serveInstruments, ...INSTRUMENT_ROUTES)

    const texting = addTexting(this, { tables, settings, mail, publicUrl })
    const commands = addCommands(this, tables)
    const seeded = new SeededLibrary(this, 'Library', { tables, version: readVersion() })

    const trail = new AuditTrail(this, { audit: tables.audit, archive: tables.auditArchive })

    this.watched = {
      api: door.api,
      pages: [
        ...[serveParticipantPage, serveStaffApi, serveMembers, serveReadings, serveWorklist],
        ...[serveConsole, serveStudyOffice, serveDefinitions, serveReleases, serveVersions],
        ...[serveApiReference, serveInstruments, serveReports, panels.servePanels, panels.servePanelists],
      ],
      workers: [
        ...[texting.openDueAssessments, ...texting.texters, texting.recordDelivery, rollOutVersions],
        recordMailEvent,
        ...(admitRequest === undefined ? [] : [admitRequest]),
      ],
      commands: [
        ...commands,
        seeded.seedLibrary,
        trail.anchorAudit,
        trail.verifyAudit,
        makeReleases,
        makeReports,
        panels.mailPanelists,
        lake.compactFacts,
      ],
      streams: [trail.archiveAudit, lake.appendFacts],
      failures: [{ queue: lake.notAppended, what: 'a batch of facts' }],
      everyMinute: [texting.openDueAssessments, makeReports, panels.mailPanelists],
      queues: [...texting.queues, ...queues],
      messages: listCountedMessages({
        ...{ ...texting, serveParticipantPage, serveWorklist, rollOutVersions, makeReports },
        ...{ archiveAudit: trail.archiveAudit, verifyAudit: trail.verifyAudit },
        ...{ appendFacts: lake.appendFacts, compactFacts: lake.compactFacts },
      }),
      signIn: { userPoolId: staff.pool.userPoolId, clientId: signIn.client.userPoolClientId },
    }

    seeded.precedeEveryHandler(this)

    // By which `npm run doctor` tells whether a checkout is what runs.
    new CfnOutput(this, 'Version', { value: readVersion() })
    new CfnOutput(this, 'PublicUrl', { value: publicUrl })
    new CfnOutput(this, 'AuditArchiveBucket', { value: tables.auditArchive.bucket.bucketName })
    new CfnOutput(this, 'OptOutListName', { value: tables.optOuts.listName })
    new CfnOutput(this, 'VerifyAuditFunction', { value: trail.verifyAudit.functionName })
    new CfnOutput(this, 'AuditSigningKey', { value: tables.auditArchive.signingKey.keyArn })
  }
}

/** The function that tells requests through CloudFront from others. */
function admitThrough(scope: Construct, id: string, secret: OriginSecret): Handler {
  const handler = new Handler(scope, id, {
    entry: 'admit-request',
    environment: { ORIGIN_SECRET_ARN: secret.arn },
  })
  secret.grantRead(handler)
  return handler
}
