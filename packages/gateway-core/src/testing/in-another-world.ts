/** Runs something synchronous as if elsewhere and a day later, and notes what it reads of the environment. */
export function inAnotherWorld<Value>(run: () => Value): {
  readonly value: Value;
  readonly touched: readonly string[];
} {
  const { env } = process;
  const { Date: RealDate } = globalThis;
  const { random } = Math;
  const touched = new Set<string>();
  process.env = new Proxy<NodeJS.ProcessEnv>(
    {},
    {
      get: (_, name) => {
        touched.add(String(name));
        return undefined;
      },
      has: (_, name) => {
        touched.add(String(name));
        return false;
      },
      ownKeys: () => {
        touched.add('every variable');
        return [];
      },
    },
  );
  globalThis.Date = dateFrom(RealDate.now() + 86_400_000);
  Math.random = () => 0.123_456_789;
  try {
    return { value: run(), touched: [...touched] };
  } finally {
    process.env = env;
    globalThis.Date = RealDate;
    Math.random = random;
  }
}

/** A clock that stands still. */
function dateFrom(now: number): DateConstructor {
  return new Proxy(Date, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now] : args, newTarget),
    get: (target, name, receiver) => (name === 'now' ? () => now : Reflect.get(target, name, receiver)),
    apply: () => String(new Date(now)),
  });
}
