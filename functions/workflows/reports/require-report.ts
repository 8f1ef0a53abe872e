import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import {
  listReportContents,
  REPORT_POWERS,
  type ReportContent,
} from '../../../web/api/reports/report-subscription.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { requirePower, type StudyMember } from '../access/staff-access.ts'

/** Of a role that can have no report at all nothing is looked up. @throws ProblemError 403 */
export function requireReporter({ member }: Pick<StudyMember, 'member'>): void {
  if (listReportContents(member.role).length === 0) throw new ProblemError(platformProblems.forbidden)
}

/** @throws ProblemError 403 for a role that cannot have a report of that content */
export function requireReport(membership: Pick<StudyMember, 'member'>, content: ReportContent) {
  return requirePower(membership, REPORT_POWERS[content])
}
