/** A value with change notifications. */
export interface Store<Value> {
  readonly value: Value;
  /** Replaces some fields. */
  set(changes: Partial<Value>): void;
}

/** Calls `changed` once for any number of changes, before the next frame is drawn. */
export function createStore<Value extends object>(
  initial: Value,
  changed: (value: Value) => void,
): Store<Value> {
  let value = initial;
  let isScheduled = false;
  return {
    get value() {
      return value;
    },
    set(changes) {
      value = { ...value, ...changes };
      if (isScheduled) return;
      isScheduled = true;
      requestAnimationFrame(() => {
        isScheduled = false;
        changed(value);
      });
    },
  };
}

/** Returns the same function with its last result cached as long as the arguments stay the same. */
export function memoised<Args extends readonly unknown[], Result>(
  compute: (...args: Args) => Result,
): (...args: Args) => Result {
  let last: { args: Args; result: Result } | undefined;
  return (...args) => {
    const known = last;
    if (known?.args.length === args.length && args.every((arg, i) => arg === known.args[i])) {
      return known.result;
    }
    const result = compute(...args);
    last = { args, result };
    return result;
  };
}
