/** The figures above the views. Each counts what passes all filters but its own. */
import { hasFailed } from '../text/status.ts';
import { type Answers, median } from './answers.ts';
import { type Fact, UNKNOWN_PARTY } from './facts.ts';
import { passesOthers, type Selection } from './selection.ts';

export interface Overview {
  received: number;
  sent: number;
  failed: number;
  /** The contacts, without the unknown one. */
  people: number;
  /** In milliseconds; `null` if nothing was answered. */
  firstAnswerMs: number | null;
  /** The waits that were answered, and those that were not. */
  answered: number;
  unanswered: number;
}

/** In one pass: it is done each time a growing history is drawn. */
export function overviewOf(
  facts: readonly Fact[],
  { failures }: Selection,
  { answerOf, isPart }: Answers,
): Overview {
  let [received, sent, failed, unanswered] = [0, 0, 0, 0];
  const people = new Set<string>();
  const waits: number[] = [];
  for (const [i, fact] of facts.entries()) {
    const fails = failures[i] ?? 0;
    if (passesOthers(fails, 'direction')) {
      if (fact.direction === 'in') received += 1;
      else if (fact.direction === 'out') sent += 1;
    }
    if (hasFailed(fact.status) && passesOthers(fails, 'status')) failed += 1;
    if (passesOthers(fails, 'party')) people.add(fact.party);
    if (fails === 0 && isPart[i] === 1 && fact.direction === 'in') {
      const answer = facts[answerOf[i] ?? -1];
      if (answer) waits.push(answer.epochMs - fact.epochMs);
      else unanswered += 1;
    }
  }
  people.delete(UNKNOWN_PARTY);
  return {
    received,
    sent,
    failed,
    people: people.size,
    firstAnswerMs: median(Float64Array.from(waits)),
    answered: waits.length,
    unanswered,
  };
}
