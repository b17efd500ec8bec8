// What the programs of Node.js clients share: every check prints one line, `ok name` or `FAIL name: why`.
// The server is named by libpq's environment variables. A check that hangs ends the program.
'use strict';

const { isDeepStrictEqual, inspect } = require('node:util');

const LONGEST_MILLIS = 60_000;
const checks = [];

const shown = (value) => inspect(value, { depth: 3, breakLength: Infinity }).replace(/\s+/g, ' ');

/** Adds a check, which is a function that may return a promise. */
exports.check = (name, action) => checks.push({ name, action });

/** Compares value and type, also those of elements. */
exports.same = (got, expected, what = '') => {
  if (!isDeepStrictEqual(got, expected)) {
    throw new Error(`${what ? what + ': ' : ''}expected ${shown(expected)} got ${shown(got)}`);
  }
};

/** Waits for what must fail with this SQLSTATE and returns the error. */
exports.refused = async (sqlstate, action) => {
  let result;
  try {
    result = await action();
  } catch (e) {
    if (e.code !== sqlstate) {
      throw new Error(`expected SQLSTATE ${sqlstate} got ${e.code}: ${e.message}`);
    }
    return e;
  }
  throw new Error(`expected SQLSTATE ${sqlstate} got ${shown(result).slice(0, 200)}`);
};

/** Runs all checks in the order in which they stand. */
exports.run = async () => {
  let failed = false;
  for (const { name, action } of checks) {
    const watch = setTimeout(() => {
      console.log(`FAIL ${name}: no answer within ${LONGEST_MILLIS} ms`);
      process.exit(1);
    }, LONGEST_MILLIS);
    try {
      await action();
      console.log(`ok ${name}`);
    } catch (e) {
      failed = true;
      console.log(`FAIL ${name}: ${String(e.message).replace(/\s+/g, ' ')}`);
    } finally {
      clearTimeout(watch);
    }
  }
  process.exit(failed ? 1 : 0);
};
