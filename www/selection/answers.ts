/**
 * How long people wait for an answer. A wait begins with the first message received after an answer, or
 * after nothing, and ends with the next message sent in the same session.
 */
import type { Fact } from './facts.ts';

export interface Answers {
  /** For each message that begins a wait, the index of the answer that ends it; else -1. */
  answerOf: Int32Array;
  /** For each message, 1 if it begins or ends a wait. */
  isPart: Uint8Array;
}

export function findAnswers(facts: readonly Fact[]): Answers {
  const answerOf = new Int32Array(facts.length).fill(-1);
  const isPart = new Uint8Array(facts.length);
  /** The message that each session waits with. */
  const waiting = new Map<string, number>();
  facts.forEach(({ direction, session }, i) => {
    const first = waiting.get(session);
    if (direction === 'in') {
      if (first !== undefined) return;
      waiting.set(session, i);
      isPart[i] = 1;
    } else if (direction === 'out' && first !== undefined) {
      waiting.delete(session);
      answerOf[first] = i;
      isPart[i] = 1;
    }
  });
  return { answerOf, isPart };
}

/** The middle of some values, or `null` of none. Sorts in place. */
export function median(values: Float64Array): number | null {
  if (values.length === 0) return null;
  values.sort();
  const middle = Math.floor(values.length / 2);
  const upper = values[middle] ?? 0;
  return values.length % 2 === 1 ? upper : ((values[middle - 1] ?? 0) + upper) / 2;
}
