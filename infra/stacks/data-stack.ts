import { Stack, type StackProps } from 'aws-cdk-lib'
import { AttributeType, ProjectionType } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { GuardedTable } from '../constructs/guarded-table.ts'

/** The tables as the service stack sees them, one per security boundary. */
export interface Tables {
  /** Study configuration, participants by study id, assessments, responses, scores, memberships. */
  readonly study: GuardedTable
  /** Names and phone numbers. Scoring, outcomes and the console have no grant on it. */
  readonly contacts: GuardedTable
  /** Append-only, hash-chained per participant: no function may change or delete an entry. */
  readonly audit: GuardedTable
}

/** Everything that must survive a redeployment, apart from the code that changes often. */
export class DataStack extends Stack implements Tables {
  readonly study: GuardedTable
  readonly contacts: GuardedTable
  readonly audit: GuardedTable

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props)

    this.study = new GuardedTable(this, 'Study', {
      timeToLiveAttribute: 'expiresAt',
      globalSecondaryIndexes: [
        {
          // What is to be opened or sent by when. Keys only: the index tells which items, the table what they hold.
          indexName: 'due',
          partitionKey: { name: 'duePk', type: AttributeType.STRING },
          sortKey: { name: 'dueSk', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    })
    this.contacts = new GuardedTable(this, 'Contacts')
    this.audit = new GuardedTable(this, 'Audit')
  }
}
