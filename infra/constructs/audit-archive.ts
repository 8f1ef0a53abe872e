import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { allow, allowKeyThrough } from './permissions.ts'

/** What an object's name begins with. */
type Prefix = 'entries/' | 'anchors/'

/**
 * Copies of audit entries that nobody can change or delete before their time, the account's owner included (Object Lock in
 * compliance mode), and the key that signs for them. What was written to the table is known here, whatever becomes of it.
 */
export class AuditArchive extends Construct {
  readonly bucket: Bucket
  private readonly key: Key
  private readonly exportName: string
  private readonly bucketArn: string
  readonly signingKey: Key

  constructor(scope: Construct, id: string, retentionDays: number) {
    super(scope, id)
    this.key = new Key(this, 'Key', {
      description: 'Concord audit archive',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.signingKey = new Key(this, 'SigningKey', {
      description: 'Concord: signs the anchors of the audit archive',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(retentionDays)),
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const stack = Stack.of(this)
    // Exported under a name that is known here, since what is acknowledged of a grant names its resource.
    this.exportName = `${stack.stackName}:AuditArchiveBucketArn`
    this.bucketArn = stack.exportValue(this.bucket.bucketArn, { name: this.exportName })
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Three functions reach it, and whose they are is in their logs. What is in it cannot be changed, and holds study IDs, codes and hashes.',
    })
  }

  /** Lets a caller add objects of one kind. An object cannot be replaced: each version of it stays. */
  grantAdd(grantee: IGrantable, prefix: Prefix): void {
    this.allowObjects(grantee, 's3:PutObject', prefix)
    allowKeyThrough('s3', grantee, this.key, ['kms:Decrypt', 'kms:GenerateDataKey'])
  }

  grantRead(grantee: IGrantable): void {
    this.allowObjects(grantee, 's3:GetObject', 'entries/')
    this.allowObjects(grantee, 's3:GetObject', 'anchors/')
    allow(grantee, ['s3:ListBucket'], [this.bucketArn])
    allowKeyThrough('s3', grantee, this.key, ['kms:Decrypt'])
  }

  grantSign(grantee: IGrantable): void {
    allow(grantee, ['kms:Sign'], [this.signingKey.keyArn])
  }

  grantVerify(grantee: IGrantable): void {
    allow(grantee, ['kms:Verify'], [this.signingKey.keyArn])
  }

  private allowObjects(grantee: IGrantable, action: string, prefix: Prefix): void {
    allow(grantee, [action], [`${this.bucketArn}/${prefix}*`])
    const role = grantee.grantPrincipal
    if (!Construct.isConstruct(role)) return
    const reason = 'Objects of one kind in one bucket, whose names are made as they are written.'
    const id = `AwsSolutions-IAM5[Resource::${this.exportName}/${prefix}*]`
    Validations.of(role).acknowledge({ id, reason })
  }
}
