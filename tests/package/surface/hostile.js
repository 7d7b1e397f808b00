/**
 * Values that no type allows: each is created again for each trial, because some can be used only once.
 *
 * @module
 */
import { createContext, runInContext } from 'node:vm';

/** What values of these throw when they are looked at. */
export class Thrown extends Error {}

const fail = () => {
  throw new Thrown('a value of the caller threw');
};

/** A rejection that may stay unhandled: the tested code may never read it. */
const rejected = () => {
  const promise = Promise.reject(new Thrown('a promise of the caller rejected'));
  promise.catch(() => {});
  return promise;
};

const realm = createContext({});
const ofAnotherRealm = (/** @type {string} */ source) => runInContext(`(${source})`, realm);

/** @param {ProxyHandler<object>} handler */
const trapped = (handler, target = {}) => new Proxy(target, handler);

/** A handler of which every trap throws. @type {ProxyHandler<object>} */
const THROWS = Object.fromEntries(
  Reflect.ownKeys(Reflect)
    .filter((name) => typeof name === 'string')
    .map((name) => [name, fail]),
);

/** @param {object | Function} target */
const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};

/** @param {string[]} names */
const throwing = (...names) =>
  Object.defineProperties(
    {},
    Object.fromEntries(names.map((name) => [name, { get: fail, enumerable: true }])),
  );

const cyclic = () => {
  const object = { sms_histories: [], self: {} };
  return Object.assign(object, { self: object });
};

const deep = () => {
  /** @type {unknown} */
  let object = {};
  for (let depth = 0; depth < 20_000; depth += 1) object = { attachments: [object] };
  return object;
};

const itsOwnPrototype = () => {
  /** @type {object} */
  const proxy = trapped({ getPrototypeOf: () => proxy });
  return proxy;
};

/** @param {unknown} length */
const lyingLength = (length) =>
  trapped(
    {
      get: (target, name, proxy) => (name === 'length' ? length : Reflect.get(target, name, proxy)),
    },
    ['a'],
  );

const detached = () => {
  const buffer = new ArrayBuffer(8);
  const view = new Uint8Array(buffer);
  structuredClone(buffer, { transfer: [buffer] });
  return { buffer, view };
};

const shrunk = () => {
  const buffer = Reflect.construct(ArrayBuffer, [16, { maxByteLength: 32 }]);
  const view = new Uint8Array(buffer, 8, 8);
  Reflect.apply(Reflect.get(buffer, 'resize') ?? (() => {}), buffer, [4]);
  return view;
};

/** @param {string} name @param {unknown} value */
const lyingView = (name, value) => Object.defineProperty(new Uint8Array(8), name, { value });

const iterable = (/** @type {() => unknown} */ next) => ({ [Symbol.iterator]: () => ({ next }) });

const lockedStream = () => {
  const stream = new ReadableStream();
  stream.getReader();
  return stream;
};

const used = (/** @type {Request | Response} */ body) => {
  body.text().catch(() => {});
  return body;
};

/** @type {Record<string, () => unknown>} */
export const HOSTILE = {
  nothing: () => undefined,
  null: () => null,
  true: () => true,
  zero: () => 0,
  'negative zero': () => -0,
  'not a number': () => Number.NaN,
  infinity: () => Number.NEGATIVE_INFINITY,
  'a fraction': () => 1.5,
  'more than any integer': () => 2 ** 53,
  'a bigint': () => 10n,
  'a symbol': () => Symbol('secret'),
  'a well-known symbol': () => Symbol.iterator,
  'an empty text': () => '',
  'half a surrogate pair': () => '\ud800',
  'control characters': () => 'a\u0000\r\n\u2028b',
  'a long text': () => '\u{1f600}'.repeat(50_000),
  'the name __proto__': () => '__proto__',
  'a boxed text': () => Object('text'),
  'a boxed symbol': () => Object(Symbol('boxed')),

  'an invalid date': () => new Date(Number.NaN),
  'a date far away': () => new Date(8.64e15),
  'a date whose methods throw': () =>
    Object.assign(new Date(0), { getTime: fail, valueOf: fail, toISOString: fail }),
  'what calls itself a date': () => ({ [Symbol.toStringTag]: 'Date', getTime: () => 0 }),

  'an empty object': () => ({}),
  'an object without a prototype': () => Object.create(null),
  'a frozen object': () => Object.freeze({ from: '2024-01-01', to: '2024-01-02' }),
  'a cyclic object': cyclic,
  'a deep object': deep,
  'an object of a class': () => new (class Options {})(),
  'an object with many names': () =>
    Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`name${i}`, i])),
  'an object with symbols': () => ({ [Symbol('a')]: 1, [Symbol.iterator]: 1 }),
  'an object with an own __proto__': () => JSON.parse('{"__proto__":{"token":"other"}}'),
  'getters that throw': () =>
    throwing(
      'token',
      'from',
      'sms_histories',
      'message',
      'kind',
      'signal',
      'length',
      'download_url',
    ),
  'a getter that throws, of its prototype': () =>
    Object.create(throwing('token', 'from', 'message')),
  'conversions that throw': () => ({
    toString: fail,
    valueOf: fail,
    toJSON: fail,
    [Symbol.toPrimitive]: fail,
  }),
  'conversions that lie': () => ({ toString: () => ({}), valueOf: () => ({}), toJSON: () => 7 }),
  'a tag that throws': () =>
    Object.defineProperty({}, Symbol.toStringTag, { get: fail, enumerable: false }),
  'a tag that lies': () => ({ [Symbol.toStringTag]: 'ArrayBuffer', byteLength: 8 }),

  'a revoked proxy': () => revoked({}),
  'a revoked proxy of an array': () => revoked([]),
  'a revoked proxy of a function': () => revoked(() => {}),
  'a proxy that throws': () => trapped(THROWS),
  'a proxy of an array that throws': () => trapped(THROWS, []),
  'a proxy of a function that throws': () => trapped(THROWS, () => {}),
  'a proxy that is its own prototype': itsOwnPrototype,
  'a proxy that has everything': () => trapped({ has: () => true, get: () => 'everything' }),
  'a proxy with names that it has not': () => trapped({ ownKeys: () => ['a', 'b', 'token'] }),

  'a function': () => () => {},
  'a function that throws': () => fail,
  'an async function that rejects': () => rejected,
  'a function that never settles': () => () => new Promise(() => {}),
  'a generator function': () => function* () {},
  'a class': () => class {},
  'a bound function': () => fail.bind(null),

  'a promise that never settles': () => new Promise(() => {}),
  'a promise that rejects': rejected,
  'a promise whose constructor throws': () =>
    Object.defineProperty(Promise.resolve('x'), 'constructor', { get: fail }),
  // biome-ignore-start lint/suspicious/noThenProperty: what is awaited may be any of these.
  'a thenable that never settles': () => ({ then() {} }),
  'a thenable that throws': () => ({ then: fail }),
  'a thenable whose getter throws': () => Object.defineProperty({}, 'then', { get: fail }),
  'a thenable that settles twice': () => ({
    then(/** @type {(value: unknown) => void} */ resolve, /** @type {() => void} */ reject) {
      resolve(7);
      reject();
      fail();
    },
  }),
  'a thenable that rejects with nothing': () => ({
    then: (/** @type {unknown} */ _, /** @type {() => void} */ reject) => reject(),
  }),
  // biome-ignore-end lint/suspicious/noThenProperty: the end of them.

  'an empty array': () => [],
  'an array of holes': () => new Array(3),
  'a long array of holes': () => new Array(2 ** 32 - 1),
  'an array of everything': () => [undefined, null, 1n, Symbol('a'), {}, [], '\ud800'],
  'an array with a getter that throws': () => Object.defineProperty(['a'], 0, { get: fail }),
  'an array whose iterator throws': () => Object.assign(['a'], { [Symbol.iterator]: fail }),
  'an array whose length lies': () => lyingLength(Number.POSITIVE_INFINITY),
  'an array whose length is a text': () => lyingLength('3'),
  'an array whose length is negative': () => lyingLength(-1),
  'an array of a class': () => new (class List extends Array {})(3),

  'an iterable that throws': () => iterable(fail),
  'an iterable whose getter throws': () =>
    Object.defineProperty({}, Symbol.iterator, { get: fail }),
  'an iterable without an iterator': () => ({ [Symbol.iterator]: () => 7 }),
  'an iterable of nothing that ends': () => iterable(() => ({ done: false, value: 'a' })),
  'an iterable whose values throw': () => iterable(() => throwing('value')),
  'a generator that throws': () =>
    (function* () {
      yield 'a';
      fail();
    })(),
  'a generator that was used': () => {
    const used = (function* () {})();
    used.return();
    return used;
  },
  'an async generator': () => (async function* () {})(),
  'a set': () => new Set(['a', 7]),
  'a map': () => new Map([['token', 't']]),
  'a weak map': () => new WeakMap(),

  'an empty buffer': () => new ArrayBuffer(0),
  'a detached buffer': () => detached().buffer,
  'a view of a detached buffer': () => detached().view,
  'a view that is out of bounds': shrunk,
  'a view of shared memory': () => new Uint8Array(new SharedArrayBuffer(8)),
  'a view of numbers': () => new Float64Array([Number.NaN]),
  'a data view': () => new DataView(new ArrayBuffer(2)),
  'bytes that are no text': () => new Uint8Array([0xff, 0xfe, 0x00]),
  'a view with an invalid buffer': () => lyingView('buffer', {}),
  'a view whose buffer is endless': () =>
    lyingView(
      'buffer',
      iterable(() => ({ done: false, value: 1 })),
    ),
  'a view whose length lies': () => lyingView('byteLength', 2 ** 32),

  'an object of another realm': () => ofAnotherRealm('{ from: 1 }'),
  'an array of another realm': () => ofAnotherRealm('["a"]'),
  'a date of another realm': () => ofAnotherRealm('new Date(NaN)'),
  'an error of another realm': () => ofAnotherRealm('new TypeError("of another realm")'),
  'a function of another realm': () =>
    ofAnotherRealm('() => { throw new Error("of another realm") }'),
  'a promise of another realm': () => ofAnotherRealm('Promise.resolve({})'),
  'bytes of another realm': () => ofAnotherRealm('new Uint8Array(4)'),

  'a request': () => new Request('https://other.example'),
  'a request that was read': () =>
    used(new Request('https://other.example', { method: 'POST', body: 'x' })),
  'a response': () => new Response('{}'),
  'a response that was read': () => used(new Response('{}')),
  'a response of an error': () => Response.error(),
  'a response whose stream fails': () =>
    new Response(new ReadableStream({ pull: (stream) => stream.error(new Thrown('cut')) })),
  'a response that never ends': () => new Response(new ReadableStream({ pull() {} })),
  'a locked stream': lockedStream,
  'a blob': () => new Blob(['{}']),
  'an address': () => new URL('https://other.example/v2'),
  'parameters of an address': () => new URLSearchParams('token=t'),
  'a form': () => new FormData(),
  headers: () => new Headers(),
  'a signal': () => new AbortController().signal,
  'a signal that is aborted': () => AbortSignal.abort(new Thrown('aborted')),
  'what looks like a signal': () => ({ aborted: false }),
  'a signal that throws': () => ({
    aborted: false,
    addEventListener: fail,
    removeEventListener: fail,
  }),
  'a signal that changes': () => {
    let asked = 0;
    return {
      get aborted() {
        asked += 1;
        return asked % 2 === 0;
      },
      addEventListener() {},
      removeEventListener() {},
    };
  },
  'an event target': () => new EventTarget(),
  'an error': () => new Thrown('an error of the caller'),
  'an error with a cause of its own': () => {
    const error = new Thrown('cyclic');
    return Object.assign(error, { cause: error });
  },
  'a regular expression': () => /a/g,
  'a weak reference': () => new WeakRef({}),
  'all globals': () => globalThis,
};
