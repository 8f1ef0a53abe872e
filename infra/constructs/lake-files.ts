import { Duration } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { PrivateBucket } from './private-bucket.ts'

/** What an object's name begins with: facts, those that can tell an arm, and what Athena answered. */
export type LakePrefix = 'facts/' | 'restricted/' | 'answers/'

const FACTS = ['facts/', 'restricted/'] as const

/** How long an answer of Athena, and what was replaced or erased, can still be had. */
const DAY = Duration.days(1)

/**
 * Facts of every study as Parquet, and what Athena answered, under a key of their own. Facts are rewritten when somebody is
 * erased, hence no object is locked, and what was replaced goes after a day. They can be made again from the Study table.
 */
export class LakeFiles extends PrivateBucket<LakePrefix> {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Concord lake',
      exportName: 'LakeFilesBucketArn',
      noAccessLog:
        'The functions that reach it log each analysis, and Athena keeps every query. It holds study IDs and what is recorded under them, no name and no number.',
      byPrefix: 'Objects of one kind in one bucket, whose names are made as they are written.',
      keeping: {
        lifecycleRules: [
          {
            noncurrentVersionExpiration: DAY,
            // Of what was erased nothing stays, not even that it was there.
            expiredObjectDeleteMarker: true,
            abortIncompleteMultipartUploadAfter: DAY,
          },
          { prefix: 'answers/', expiration: DAY },
        ],
      },
    })
  }

  /** Lets a caller add files of facts. It reads and deletes none. */
  grantAppend(grantee: IGrantable): void {
    this.allowObjects(grantee, ['s3:PutObject'], FACTS)
    this.allowEncrypt(grantee)
  }

  /** Lets a caller put files together: the new one is written, and the old ones go. */
  grantCompact(grantee: IGrantable): void {
    this.allowObjects(grantee, ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], FACTS)
    this.allowList(grantee)
    this.allowEncrypt(grantee)
  }

  /** Lets a caller read facts that tell no arm. */
  grantRead(grantee: IGrantable): void {
    this.allowObjects(grantee, ['s3:GetObject'], ['facts/'])
    this.allowList(grantee)
    this.allowDecrypt(grantee)
  }

  /** Lets a caller read, beside the others, facts that can tell an arm. */
  grantReadRestricted(grantee: IGrantable): void {
    this.allowObjects(grantee, ['s3:GetObject'], ['restricted/'])
  }

  /** Lets a caller keep answers and read them: Athena does both in the caller's name. */
  grantKeepAnswers(grantee: IGrantable): void {
    this.allowObjects(grantee, ['s3:GetObject', 's3:PutObject'], ['answers/'])
    this.allowLocation(grantee)
    this.allowEncrypt(grantee)
  }
}
