/** The worlds that an independent program has solved, and worlds of reference values, for tests. */
export { KNOWN_ANSWERS } from '../../src/verify/known-answers.ts';
export { worldWith } from '../../src/verify/subject.ts';
