import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import {
  APPEND_AND_READ,
  READ,
  READ_AND_WRITE,
  READ_MANY,
  READ_MANY_AND_PUT,
  READ_WRITE_AND_DELETE,
} from '../constructs/guarded-table.ts'
import type { Tables } from './data-stack.ts'

/* What goes together, since a write and its audit entry are one transaction. */

export function letWriteStudy({ study, library, audit }: Tables, grantee: IGrantable): void {
  study.grant(grantee, READ_AND_WRITE)
  library.grant(grantee, READ_MANY)
  audit.grant(grantee, APPEND_AND_READ)
}

/** Who may do what is changed by these, and read by the others. */
export function letChangeMembers({ members, library, audit }: Tables, grantee: IGrantable): void {
  members.grant(grantee, READ_WRITE_AND_DELETE)
  library.grant(grantee, READ_MANY)
  audit.grant(grantee, APPEND_AND_READ)
}

/** A release is made from everybody of a study, put once, and written with its audit entry. */
export function letMakeReleases({ study, library, releases, audit }: Tables, grantee: IGrantable): void {
  study.grant(grantee, READ)
  library.grant(grantee, READ_MANY)
  releases.grant(grantee, APPEND_AND_READ)
  audit.grant(grantee, APPEND_AND_READ)
}

/** Definitions are put once, and their finished form again by a program whose schema gives it another. */
export function letPublish({ library, audit }: Tables, grantee: IGrantable): void {
  library.grant(grantee, READ_MANY_AND_PUT)
  audit.grant(grantee, APPEND_AND_READ)
}

/** Whoever may delete what is stored of a participant. The audit trail is never deleted from. */
export function letErase({ study, library, contacts, audit }: Tables, grantee: IGrantable): void {
  study.grant(grantee, READ_WRITE_AND_DELETE)
  library.grant(grantee, READ_MANY)
  contacts.grant(grantee, READ_WRITE_AND_DELETE)
  audit.grant(grantee, APPEND_AND_READ)
}
