import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { SCOPES, STATIC_TOKENS } from '../../simulator/index.js';
import { ask, askMessage, askPath, createClocked, LIST, readPages, userList } from './support.js';

const SPEC = JSON.parse(
  readFileSync(new URL('../data/zoom-phone-sms.openapi.json', import.meta.url), 'utf8'),
);
const endpoint = SPEC.paths['/phone/sms/sessions/{sessionId}'].get;
const { parameters, responses, security } = endpoint;
const rateLimitLabel = endpoint['x-rate-limit-label'];

// `example` is all this spec has of OpenAPI that JSON Schema has not; strict mode rejects the rest.
const ajv = new Ajv({ strict: true, allErrors: true, verbose: true }).addVocabulary(['example']);
const validate = ajv.compile(close(responses['200'].content['application/json'].schema));

/**
 * The schema, and no property besides those it names: an invented field must not pass.
 * @param {{ type?: string, properties?: Record<string, object>, items?: object }} schema
 * @returns {object}
 */
function close(schema) {
  const { properties, items } = schema;
  return {
    ...schema,
    ...(items && { items: close(items) }),
    ...(properties && {
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, close(property)]),
      ),
    }),
  };
}

/**
 * Where a page departs from the spec: the field without its indices, and the value.
 * @param {unknown} page
 */
function departures(page) {
  validate(page);
  return (validate.errors ?? []).map(({ instancePath, keyword, data }) => {
    const field = instancePath.replace('/sms_histories/', '').replace(/^\d+\//, '');
    const value = keyword === 'additionalProperties' ? keyword : JSON.stringify(data);
    return `${field.replace(/\/\d+/, '[]')} ${value}`;
  });
}

for (const id of ['demo', 'odd/id ?#%✓', 'empty', 'seed', '35ccd84704253f5f793d0a721c7fe655']) {
  test(`${id} conforms to the specification`, async () => {
    const { simulator } = createClocked();
    for (const page of await readPages(simulator, id)) assert.deepEqual(departures(page), []);
  });
}

test('a message by itself matches the specification', async () => {
  const { get } = SPEC.paths['/phone/sms/sessions/{sessionId}/messages/{messageId}'];
  const isMessage = ajv.compile(close(get.responses['200'].content['application/json'].schema));
  const { simulator } = createClocked();
  for (const { message_id } of simulator.groundTruth('demo')) {
    const { body } = await askMessage(simulator, 'demo', message_id);
    assert.deepEqual([isMessage(body), isMessage.errors], [true, null]);
  }
});

test('a history departs from the specification only where live data does', async () => {
  const { simulator } = createClocked();
  const found = new Set();
  for (const page of await readPages(simulator, 'history-50000', { page_size: 100 })) {
    for (const departure of departures(page)) found.add(departure);
  }
  assert.deepEqual([...found].sort(), [
    'attachments null',
    'attachments[]/type "JPG/JPEG"',
    'delivery_status null',
    'direction null',
    'message null',
    'message_type 7',
    'message_type null',
    'sender null',
    'sender/display_name null',
    'sender/owner/type "virtualAgent"',
    'to_members null',
    'to_members[]/display_name null',
    'to_members[]/owner/type "virtualAgent"',
  ]);
});

test('the check itself detects a wrong value, a missing number and an invented field', () => {
  const sender = { display_name: 'nobody', zip: 1 };
  assert.deepEqual(departures({ page_size: 'x', sms_histories: [{ sender }] }), [
    '/page_size "x"',
    'sender {"display_name":"nobody","zip":1}',
    'sender additionalProperties',
  ]);
});

/** @param {string} name */
const schemaOf = (name) =>
  parameters.find((/** @type {{ name: string }} */ parameter) => parameter.name === name).schema;

test("page size: the spec's default and maximum", async () => {
  const { simulator } = createClocked();
  const { default: size, maximum } = schemaOf('page_size');
  assert.equal((await ask(simulator, 'demo')).body.page_size, size);
  assert.equal((await ask(simulator, 'demo', { page_size: maximum })).status, 200);
  assert.equal((await ask(simulator, 'demo', { page_size: maximum + 1 })).status, 400);
});

test("delivery status: all of the spec's values", async () => {
  const { simulator } = createClocked();
  for (const delivery_status of schemaOf('delivery_status').enum) {
    assert.equal((await ask(simulator, 'demo', { delivery_status })).status, 200);
  }
});

test('the examples of the spec are accepted together', async () => {
  const { simulator } = createClocked();
  const examples = parameters
    .filter((/** @type {{ in: string }} */ parameter) => parameter.in === 'query')
    .filter((/** @type {{ name: string }} */ parameter) => parameter.name !== 'next_page_token')
    .map((/** @type {{ name: string, schema: { example: string } }} */ { name, schema }) => [
      name,
      schema.example,
    ]);
  const { status } = await ask(simulator, 'seed', Object.fromEntries(examples));
  assert.equal(status, 200);
});

test('every error code has the specified status', async () => {
  const { simulator } = createClocked();
  const sessions = {
    400: 'error-page-token',
    124: 'error-124',
    2001: 'error-2001',
    7013: 'nobody',
  };
  const codes = Object.entries(responses).flatMap(([status, response]) =>
    (response['x-zoom-error-codes'] ?? []).map((/** @type {number} */ code) => ({ status, code })),
  );
  assert.deepEqual(codes.map(({ code }) => code).sort(), Object.keys(sessions).map(Number).sort());
  for (const { status, code } of codes) {
    const id = Reflect.get(sessions, code);
    const answer = await ask(simulator, id);
    assert.deepEqual([answer.status, answer.body.code], [Number(status), code]);
  }
});

test('the label of a plan alone is the one of the spec', async () => {
  const { simulator } = createClocked({ rateLimit: { plan: 'pro' } });
  const label = (await ask(simulator, 'demo')).headers.get('x-ratelimit-category');
  assert.equal(label?.toUpperCase(), rateLimitLabel);
});

test('the scopes asked for are scopes of the spec', () => {
  for (const scope of SCOPES) assert.ok(security[0].openapi_oauth.includes(scope));
});

const MAYA = 'Zt4eHn91QkGbX6wUoPs2Cg';
const OTHERS = /** @type {const} */ ([
  ['/phone/sms/sessions', LIST],
  ['/phone/users/{userId}/sms/sessions', userList(MAYA)],
  ['/phone/sms/sessions/{sessionId}/sync', `${LIST}/demo/sync?count=250`],
]);

for (const [path, asked] of OTHERS) {
  const { get } = SPEC.paths[path];
  const schema = close(get.responses['200'].content['application/json'].schema);

  test(`${path} conforms to the specification, with every documented field`, async () => {
    const isValid = ajv.compile(schema);
    const { simulator } = createClocked();
    const query = path.endsWith('sync') ? {} : { session_type: 'all' };
    const { body } = await askPath(simulator, asked, query);
    assert.deepEqual([isValid(body), isValid.errors], [true, null]);
    if (path.endsWith('sync')) return;
    const fields = new Set(
      body.sms_sessions.flatMap((/** @type {any} */ session) =>
        [session, ...session.participants].flatMap((item) => Object.keys(item)),
      ),
    );
    const { properties } = get.responses['200'].content['application/json'].schema;
    const { items } = properties.sms_sessions;
    const names = [items, items.properties.participants.items].flatMap((object) =>
      Object.keys(object.properties),
    );
    assert.deepEqual([...fields].sort(), [...new Set(names)].sort());
  });

  test(`${path} accepts the examples of the specification, and all values of its enums`, async () => {
    const { simulator } = createClocked();
    for (const { name, schema } of get.parameters) {
      if (name.endsWith('_token') || name.endsWith('Id')) continue;
      for (const value of schema.enum ?? [schema.example]) {
        if (['ISync', 'BSync'].includes(value)) continue;
        const from = name === 'to' ? '2021-12-01' : undefined;
        const to = name === 'from' ? '2021-12-31' : undefined;
        const { status } = await askPath(simulator, asked, { from, to, [name]: value });
        assert.equal(status, 200, `${name}=${value}`);
      }
    }
  });

  test(`${path} has the label and the scopes of the specification`, async () => {
    const { simulator } = createClocked({ rateLimit: { plan: 'pro' } });
    const { headers } = await askPath(simulator, asked);
    const label = headers.get('x-ratelimit-category');
    assert.equal(label?.toUpperCase(), get['x-rate-limit-label']);
    const { body } = await askPath(simulator, asked, {}, STATIC_TOKENS.withoutScope);
    const [, named = ''] = /\[(.*)\]/.exec(body.message) ?? [];
    for (const scope of named.split(', ')) {
      assert.ok(get.security[0].openapi_oauth.includes(scope), scope);
    }
  });
}

test('the errors of lists and sync have the specified statuses and codes', async () => {
  const { simulator } = createClocked();
  const { master } = STATIC_TOKENS;
  for (const [
    path,
    asked,
    query,
    token,
  ] of /** @type {[string, string, import('./support.js').Query, string?][]} */ ([
    [LIST, LIST, { session_type: 'none' }],
    [LIST, `/accounts/unknown${LIST}`, {}, master],
    ['/phone/users/{userId}/sms/sessions', userList(MAYA), { session_type: 'none' }],
    ['/phone/users/{userId}/sms/sessions', userList(MAYA), { filter_type: 'none' }],
    ['/phone/users/{userId}/sms/sessions', userList('unknown'), {}],
    ['/phone/users/{userId}/sms/sessions', `/accounts/unknown${userList(MAYA)}`, {}, master],
    [`${LIST}/{sessionId}/sync`, `${LIST}/demo/sync`, { count: 1, sync_type: 'ISync' }],
    [`${LIST}/{sessionId}/sync`, `${LIST}/unknown/sync`, { count: 1 }],
    [`${LIST}/{sessionId}/sync`, `${LIST}/demo/sync`, { count: 1 }, 'wrong'],
  ])) {
    const { status, body } = await askPath(simulator, asked, query, token);
    const codes = SPEC.paths[path].get.responses[status]['x-zoom-error-codes'];
    assert.ok(codes.includes(body.code), `${asked}: ${status} ${body.code}`);
  }
});
