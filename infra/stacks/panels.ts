import { Duration } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { EveryMinute } from '../constructs/every-minute.ts'
import { APPEND_AND_READ, READ, READ_AND_WRITE, READ_ONE } from '../constructs/guarded-table.ts'
import { Handler } from '../constructs/handler.ts'
import type { Mail } from '../constructs/mail.ts'
import type { DataStack } from './data-stack.ts'
import { letPublish } from './table-grants.ts'

interface PanelsProps {
  readonly data: DataStack
  readonly mail: Mail
  /** How staff are known, and how much each may ask. */
  readonly oidc: Record<string, string>
  readonly publicUrl: string
}

/**
 * The functions of consensus panels, cut so that none can link a vote to a person: who counts votes has neither names nor the link
 * secret; who has names has neither votes nor the secret; the mailer has names and the secret, and no vote.
 */
export class Panels extends Construct {
  readonly servePanels: Handler
  readonly servePanelists: Handler
  readonly mailPanelists: Handler

  constructor(scope: Construct, { data, mail, oidc, publicUrl }: PanelsProps) {
    super(scope, 'Panels')
    const PANELS_TABLE = data.panels.table.tableName
    const CONTACTS_TABLE = data.contacts.table.tableName
    const staff = {
      ...{ MEMBERS_TABLE: data.members.table.tableName, AUDIT_TABLE: data.audit.table.tableName, ...oidc },
    }
    this.servePanels = new Handler(scope, 'ServePanels', {
      entry: 'serve-panels',
      environment: {
        ...{ ...staff, PANELS_TABLE, VOTES_TABLE: data.votes.table.tableName },
        LIBRARY_TABLE: data.library.table.tableName,
      },
      timeout: Duration.seconds(29),
    })
    data.panels.grant(this.servePanels, READ_AND_WRITE)
    // Staff count votes, and can change none.
    data.votes.grant(this.servePanels, READ)
    letPublish(data, this.servePanels)
    data.members.grant(this.servePanels, READ_ONE)

    this.servePanelists = new Handler(scope, 'ServePanelists', {
      entry: 'serve-panelists',
      environment: { ...staff, PANELS_TABLE, CONTACTS_TABLE },
    })
    data.panels.grant(this.servePanelists, READ_AND_WRITE)
    data.contacts.grant(this.servePanelists, READ_AND_WRITE)
    data.audit.grant(this.servePanelists, APPEND_AND_READ)
    data.members.grant(this.servePanelists, READ_ONE)

    this.mailPanelists = new Handler(scope, 'MailPanelists', {
      entry: 'mail-panelists',
      environment: {
        ...{ PANELS_TABLE, CONTACTS_TABLE, LINK_SECRET_ARN: data.linkSecret.arn },
        ...{ MAIL_SENDER: mail.sender, PUBLIC_URL: publicUrl },
      },
      timeout: Duration.minutes(5),
    })
    data.panels.grant(this.mailPanelists, READ_AND_WRITE)
    data.panels.grantIndexQuery(this.mailPanelists, 'due')
    data.contacts.grant(this.mailPanelists, READ)
    data.linkSecret.grantRead(this.mailPanelists)
    mail.grantSend(this.mailPanelists)
    // Panelists have no page yet: an invitation waits, and leads nobody to a page that is not there.
    new EveryMinute(this, 'EveryMinute', this.mailPanelists, 'DISABLED')
  }
}
