/** The order of test files: whoever comes last should be quick, or one core works at the end and the others wait. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What tries whole commands: the pages directly in `test/`, and these folders. The rest takes few seconds a file. */
const SLOW = /\/test\/(?:[^/]+|(?:cli|cluster|experiment|scenarios|verify)\/.+)$/;

/** Slow ones first, apart from that as Vitest would: the longest or, where it has not seen them yet, the largest first. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const [slow, quick] = [true, false].map((is) => usual.filter(({ moduleId }) => SLOW.test(moduleId) === is));
    return [...slow, ...quick];
  }
}
