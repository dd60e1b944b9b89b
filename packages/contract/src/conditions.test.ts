import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applying, type Condition, faultsOf, type Facts, holds, isCondition, OPERATORS } from './conditions.js';

const facts: Facts = {
  matter: { caseType: 'family', data: { children: 2, married: true, country: 'ES', none: 0, blank: '' } },
  answers: { moved: true, where: 'Madrid', no: false },
};
const children = { var: 'matter.data.children' };

/** What each operator is for, and what it is not. */
const RULES: Readonly<Record<(typeof OPERATORS)[number], readonly (readonly [rule: Condition, holds: boolean])[]>> = {
  and: [
    [{ and: [true, { var: 'answers.moved' }] }, true],
    [{ and: [true, { var: 'answers.no' }] }, false],
  ],
  or: [
    [{ or: [false, { var: 'answers.moved' }] }, true],
    [{ or: [false, { var: 'answers.no' }] }, false],
  ],
  '!': [
    [{ '!': { var: 'answers.no' } }, true],
    [{ '!': [{ var: 'answers.moved' }] }, false],
  ],
  '!!': [
    [{ '!!': { var: 'matter.data.children' } }, true],
    [{ '!!': { var: 'matter.data.blank' } }, false],
  ],
  '==': [
    [{ '==': [{ var: 'matter.caseType' }, 'family'] }, true],
    [{ '==': [{ var: 'matter.caseType' }, 'will'] }, false],
  ],
  '!=': [
    [{ '!=': [{ var: 'matter.caseType' }, 'will'] }, true],
    [{ '!=': [{ var: 'matter.caseType' }, 'family'] }, false],
  ],
  '===': [
    [{ '===': [children, 2] }, true],
    [{ '===': [children, '2'] }, false],
  ],
  '!==': [
    [{ '!==': [children, '2'] }, true],
    [{ '!==': [children, 2] }, false],
  ],
  '<': [
    [{ '<': [children, 3] }, true],
    [{ '<': [1, children, 3] }, true],
    [{ '<': [children, 2] }, false],
  ],
  '<=': [
    [{ '<=': [children, 2] }, true],
    [{ '<=': [children, 1] }, false],
  ],
  '>': [
    [{ '>': [children, 1] }, true],
    [{ '>': [children, 2] }, false],
  ],
  '>=': [
    [{ '>=': [children, 2] }, true],
    [{ '>=': [children, 3] }, false],
  ],
  in: [
    [{ in: [{ var: 'matter.data.country' }, ['ES', 'PT']] }, true],
    [{ in: ['adr', { var: 'answers.where' }] }, true],
    [{ in: [{ var: 'matter.data.country' }, ['FR']] }, false],
  ],
  if: [
    [{ if: [{ var: 'answers.moved' }, true, false] }, true],
    [{ if: [{ var: 'answers.no' }, true, { var: 'answers.moved' }, false, true] }, false],
  ],
};

suite('a condition', () => {
  for (const operator of OPERATORS) {
    test(`may use ${operator}`, () => {
      for (const [rule, expected] of RULES[operator]) {
        assert.equal(isCondition(rule), true, JSON.stringify(rule));
        assert.equal(holds(rule, facts), expected, JSON.stringify(rule));
      }
    });
  }

  test('may use nothing that repeats, computes, makes texts or reaches further', () => {
    const refused = [
      'map',
      'filter',
      'reduce',
      'all',
      'some',
      'none',
      'merge',
      'cat',
      'substr',
      'log',
      'method',
      'get',
      'missing',
      'missing_some',
      '+',
      '-',
      '*',
      '/',
      '%',
      'min',
      'max',
      'try',
      'throw',
      'exists',
      'preserve',
      'eachKey',
      'keys',
      'val',
      'length',
      'every',
      '??',
      'toString',
      '__proto__',
      'constructor',
      'hasOwnProperty',
      '',
      'AND',
      ' and',
    ];
    for (const operator of refused) {
      // As it comes from a body: `__proto__` is a name like any other.
      const rule: unknown = JSON.parse(`{${JSON.stringify(operator)}:[true,true]}`);
      assert.equal(isCondition(rule), false, operator);
      assert.equal(isCondition({ and: [rule] }), false, `${operator} inside`);
    }
  });

  test('looks at names of the firm and nothing else', () => {
    for (const path of ['matter.caseType', 'matter.data.children', 'answers.moved', `answers.${'x'.repeat(40)}`])
      assert.equal(isCondition({ var: path }), true, path);
    for (const path of [
      '',
      'matter',
      'matter.id',
      'matter.data',
      'matter.data.a.b',
      'answers',
      'answers.',
      'answers.a.b',
      'answers.1a',
      'answers.a-b',
      'answers.__proto__',
      'answers.constructor',
      'matter.data.toString',
      'answers.moved ',
      '../answers.a',
      `answers.${'x'.repeat(41)}`,
      0,
      null,
      ['answers.moved'],
      ['answers.moved', true],
      { var: 'answers.moved' },
    ])
      assert.equal(isCondition({ var: path }), false, JSON.stringify(path));
  });

  test('is an object of one operator, whatever else JSON has', () => {
    for (const value of [null, true, 1, 'text', [], [{ '!': true }], {}, { '!': true, and: [] }, undefined])
      assert.equal(isCondition(value), false, JSON.stringify(value));
    for (const inner of [
      {},
      { a: 1, b: 2 },
      undefined,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      () => true,
      1n,
      Symbol('x'),
    ])
      assert.equal(isCondition({ and: [inner] }), false);
  });

  test('is small: so many parts, so deep, texts so long', () => {
    const nested = (depth: number): unknown => (depth === 0 ? true : { '!': nested(depth - 1) });
    assert.equal(isCondition(nested(9)), true);
    assert.equal(isCondition(nested(10)), false);
    const wide = (parts: number) => ({ or: Array.from({ length: parts }, () => true) });
    assert.equal(isCondition(wide(98)), true);
    assert.equal(isCondition(wide(99)), false);
    const saying = (length: number) => ({ '==': [{ var: 'matter.caseType' }, 'x'.repeat(length)] });
    assert.equal(isCondition(saying(200)), true);
    assert.equal(isCondition(saying(201)), false);
    // Refused without a walk through all of it, and without a stack that ends.
    assert.equal(isCondition(nested(5000)), false);
    assert.equal(isCondition(wide(1_000_000)), false);
  });

  test('does not hold where something is missing or cannot be compared', () => {
    for (const rule of [
      { var: 'answers.never' },
      { '==': [{ var: 'answers.never' }, true] },
      { '>': [{ var: 'matter.data.never' }, 1] },
      { '>': [{ var: 'answers.where' }, 1] },
      { '<': [{ var: 'answers.where' }, 1] },
      { in: [{ var: 'answers.never' }, ['ES']] },
      { in: ['ES', { var: 'answers.never' }] },
      { map: [[1], true] },
    ])
      assert.equal(holds(rule, facts), false, JSON.stringify(rule));
    assert.equal(holds({ '!': { var: 'answers.never' } }, facts), true, 'what is not answered is not so');
    const empty = { matter: { caseType: null, data: {} }, answers: {} };
    assert.equal(holds({ '==': [{ var: 'matter.caseType' }, 'family'] }, empty), false);
  });

  test('sees of data no more than what the firm has named', () => {
    const data = JSON.parse('{"__proto__": true, "constructor": true, "a b": true}');
    const odd: Facts = { matter: { caseType: null, data }, answers: data };
    for (const name of ['toString', 'constructor', '__proto__']) {
      assert.equal(holds({ var: `answers.${name}` }, odd), false);
      assert.equal(holds({ '!!': { var: `matter.data.${name}` } }, odd), false);
    }
    assert.equal(Object.prototype.hasOwnProperty.call({}, 'polluted'), false);
  });
});

suite('items under conditions', () => {
  const matter = { caseType: 'family', data: {} };
  const asks = (key: string) => ({ '==': [{ var: `answers.${key}` }, true] });

  test('come by an answer, and go with what it hung on', () => {
    const items = (first: boolean | null) => [
      { key: 'one', answer: first },
      { key: 'two', condition: asks('one'), answer: true },
      { condition: asks('two') },
      { condition: { '!': { var: 'answers.two' } } },
    ];
    assert.deepEqual(applying(items(true), matter), [true, true, true, false]);
    assert.deepEqual(applying(items(false), matter), [true, false, false, true]);
    assert.deepEqual(applying(items(null), matter), [true, false, false, true]);
  });

  test('that wait for themselves never come, and end', () => {
    const items = [
      { key: 'one', condition: asks('two'), answer: true },
      { key: 'two', condition: asks('one'), answer: true },
      { key: 'self', condition: { '!': { var: 'answers.self' } }, answer: true },
    ];
    assert.deepEqual(applying(items.slice(0, 2), matter), [false, false]);
    assert.deepEqual(
      faultsOf(items.map((item) => ({ type: 'task', ...item }))).map(({ index, code }) => [index, code]),
      [
        [0, 'circular'],
        [1, 'circular'],
        [2, 'circular'],
      ],
    );
  });

  test('have each fault named: keys that are taken, give no answer or are nobody’s', () => {
    const faults = faultsOf([
      { type: 'task', key: 'one' },
      { type: 'question', key: 'one' },
      { type: 'documents', key: 'papers' },
      { type: 'documents', condition: asks('papers') },
      { type: 'documents', condition: asks('nobody') },
      { type: 'documents', condition: asks('one') },
    ]);
    assert.deepEqual(
      faults.map(({ index, code }) => [index, code]),
      [
        [1, 'key_taken'],
        [2, 'key_without_answer'],
        [3, 'answer_unknown'],
        [4, 'answer_unknown'],
      ],
    );
  });
});
