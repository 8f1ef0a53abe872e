import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type TransactionResult, writeTransaction } from '../../platform/aws/dynamodb.ts'
import { checkPanelUnchanged, type PANEL_UNCHANGED } from './panel.store.ts'
import type { StoredPanel } from './panel.ts'
import { type MARK_SET, putPanelMark } from './panel-mark.store.ts'
import { type PanelText, putPanelText, type TEXT_WRITTEN } from './panel-text.store.ts'
import { putVote, type StoredVote, type VOTE_UNCHANGED } from './vote.store.ts'
import {
  checkVoterTakesPart,
  markVoterLeft,
  putVoter,
  type SEAT_FREE,
  type VOTER_MUST_BE_NEW,
  type VOTER_TAKES_PART,
  type Voter,
} from './voter.store.ts'

/*
 * Panels and Votes tables: what a panelist does, each one transaction. Every act stands on the panel as it was read, so that no vote
 * is taken after a round was closed, however late it is written; and on its author still taking part.
 *
 * | access          | request                                                                             |
 * |-----------------|-------------------------------------------------------------------------------------|
 * | consent         | voter and seat, statement of interests; panel as read                                |
 * | vote            | vote of the revision read; panel as read, voter takes part; the mark of who finished |
 * | text            | proposal or reason; panel as read, voter takes part                                  |
 * | leave           | voter; the mark of who left                                                          |
 */

type Panel = Pick<StoredPanel, 'id' | 'revision'>

export type BallotBox = {
  join(
    panel: Panel,
    voter: Voter,
    statement: PanelText,
  ): Promise<
    TransactionResult<
      typeof VOTER_MUST_BE_NEW | typeof SEAT_FREE | typeof PANEL_UNCHANGED | typeof TEXT_WRITTEN
    >
  >
  /** @param finished the mark that this vote was the last one of the round; left out where it is not */
  cast(
    panel: Panel,
    vote: StoredVote,
    finished: string | undefined,
  ): Promise<
    TransactionResult<
      typeof VOTE_UNCHANGED | typeof VOTER_TAKES_PART | typeof PANEL_UNCHANGED | typeof MARK_SET
    >
  >
  write(
    panel: Panel,
    pseudonym: string,
    text: PanelText,
    finished?: string,
  ): Promise<
    TransactionResult<
      typeof TEXT_WRITTEN | typeof VOTER_TAKES_PART | typeof PANEL_UNCHANGED | typeof MARK_SET
    >
  >
  /** Of somebody who never gave consent: the mailer writes to them no more. */
  decline(panel: string, left: string): Promise<TransactionResult<typeof MARK_SET>>
  leave(
    panel: string,
    pseudonym: string,
    at: string,
    left: string,
  ): Promise<TransactionResult<typeof VOTER_TAKES_PART | typeof MARK_SET>>
}

export function createBallotBox({
  dynamo,
  panelsTable,
  votesTable,
}: {
  readonly dynamo: DynamoDBClient
  readonly panelsTable: string
  readonly votesTable: string
}): BallotBox {
  const mark = (panel: string, name: string | undefined) =>
    name === undefined ? [] : [putPanelMark(panelsTable, panel, name)]
  return {
    join: (panel, voter, statement) =>
      writeTransaction(dynamo, [
        ...putVoter(votesTable, panel.id, voter),
        checkPanelUnchanged(panelsTable, panel),
        putPanelText(votesTable, panel.id, statement),
      ]),
    cast: (panel, vote, finished) =>
      writeTransaction(dynamo, [
        checkVoterTakesPart(votesTable, panel.id, vote.pseudonym),
        putVote(votesTable, panel.id, vote),
        checkPanelUnchanged(panelsTable, panel),
        ...mark(panel.id, finished),
      ]),
    write: (panel, pseudonym, text, finished) =>
      writeTransaction(dynamo, [
        checkVoterTakesPart(votesTable, panel.id, pseudonym),
        putPanelText(votesTable, panel.id, text),
        checkPanelUnchanged(panelsTable, panel),
        ...mark(panel.id, finished),
      ]),
    decline: (panel, left) => writeTransaction(dynamo, mark(panel, left)),
    leave: (panel, pseudonym, at, left) =>
      writeTransaction(dynamo, [markVoterLeft(votesTable, panel, pseudonym, at), ...mark(panel, left)]),
  }
}
