import { CustomResource, Duration } from 'aws-cdk-lib'
import { Construct, type IConstruct } from 'constructs'
import { Handler } from '../constructs/handler.ts'
import { requireDefinitions } from '../constructs/require-definitions.ts'
import type { Tables } from './data-stack.ts'
import { letPublish } from './table-grants.ts'

/** How local mode knows it: infra/local/cloudformation/known-types.ts. */
export const SEEDED_LIBRARY_TYPE = 'Custom::SeededLibrary'

interface SeededLibraryProps {
  readonly tables: Tables
  /** Of the program: another one publishes what ships with it. */
  readonly version: string
}

/**
 * What ships, published by each deployment. No function is changed before: each finds every definition in the form that its
 * own program gives it.
 */
export class SeededLibrary extends Construct {
  readonly seedLibrary: Handler
  readonly #resource: CustomResource

  constructor(scope: Construct, id: string, { tables, version }: SeededLibraryProps) {
    super(scope, id)
    requireDefinitions()
    this.seedLibrary = new Handler(scope, 'SeedLibrary', {
      entry: 'seed-library',
      environment: {
        LIBRARY_TABLE: tables.library.table.tableName,
        AUDIT_TABLE: tables.audit.table.tableName,
      },
      timeout: Duration.minutes(15),
    })
    letPublish(tables, this.seedLibrary)
    this.#resource = new CustomResource(this, 'Seeded', {
      // CloudFormation calls it by its ARN: the framework's provider would be a second function between.
      serviceToken: this.seedLibrary.functionArn,
      resourceType: SEEDED_LIBRARY_TYPE,
      properties: { version },
      serviceTimeout: Duration.minutes(15),
    })
    // And so, with it, on its role's policy, without which it can write nothing.
    this.#resource.node.addDependency(this.seedLibrary)
  }

  /** @param scope whose functions are created and changed after the seeding */
  precedeEveryHandler(scope: IConstruct): void {
    for (const one of scope.node.findAll())
      if (one instanceof Handler && one !== this.seedLibrary) one.node.addDependency(this.#resource)
  }
}
