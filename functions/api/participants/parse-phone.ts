import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { PHONE_FAULT_DETAILS, readPhone } from '../../platform/core/phone-number.ts'
import { buildFieldRefusal } from '../../platform/http/request.ts'

/** A number in E.164 that the study may text. @throws ProblemError 422 with the pointer */
export async function parsePhone(
  study: Pick<StudyDefinition, 'textingCountries'> | undefined,
  written: string,
  pointer: string,
): Promise<string> {
  const read = await readPhone(written, study?.textingCountries ?? [])
  if ('fault' in read) throw buildFieldRefusal(pointer, read.fault, PHONE_FAULT_DETAILS[read.fault])
  return read.phone
}
