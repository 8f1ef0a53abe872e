import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { allow } from './permissions.ts'
import { PrivateBucket } from './private-bucket.ts'

/** What an object's name begins with. */
type Prefix = 'entries/' | 'anchors/'

/**
 * Copies of audit entries that nobody can change or delete before their time, the account's owner included (Object Lock in
 * compliance mode), and the key that signs for them. What was written to the table is known here, whatever becomes of it.
 */
export class AuditArchive extends PrivateBucket<Prefix> {
  readonly signingKey: Key

  constructor(scope: Construct, id: string, retentionDays: number) {
    super(scope, id, {
      description: 'Concord audit archive',
      exportName: 'AuditArchiveBucketArn',
      noAccessLog:
        'Three functions reach it, and whose they are is in their logs. What is in it cannot be changed, and holds study IDs, codes and hashes.',
      byPrefix: 'Objects of one kind in one bucket, whose names are made as they are written.',
      keeping: {
        objectLockEnabled: true,
        objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(retentionDays)),
      },
    })
    this.signingKey = new Key(this, 'SigningKey', {
      description: 'Concord: signs the anchors of the audit archive',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }

  /** Lets a caller add objects of one kind. An object cannot be replaced: each version of it stays. */
  grantAdd(grantee: IGrantable, prefix: Prefix): void {
    this.allowObjects(grantee, ['s3:PutObject'], [prefix])
    this.allowEncrypt(grantee)
  }

  grantRead(grantee: IGrantable): void {
    this.allowObjects(grantee, ['s3:GetObject'], ['entries/'])
    this.allowObjects(grantee, ['s3:GetObject'], ['anchors/'])
    this.allowList(grantee)
    this.allowDecrypt(grantee)
  }

  grantSign(grantee: IGrantable): void {
    allow(grantee, ['kms:Sign'], [this.signingKey.keyArn])
  }

  grantVerify(grantee: IGrantable): void {
    allow(grantee, ['kms:Verify'], [this.signingKey.keyArn])
  }
}
