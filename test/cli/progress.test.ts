import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type ProgressWords, showProgress } from '../../src/cli/progress.ts';

/** What is written on a terminal, or on something else. */
function written(isTTY: boolean, words: ProgressWords = {}): string {
  const stream = Object.assign(new PassThrough(), {
    isTTY,
    columns: 120,
    cursorTo() {},
    clearLine() {},
    moveCursor() {},
  });
  let text = '';
  stream.on('data', (data) => {
    text += data;
  });
  const progress = showProgress(10, stream as unknown as NodeJS.WriteStream, () => new Date(0), words);
  progress.update(5);
  progress.stop();
  return text;
}

describe('the progress bar', () => {
  test('is for terminals only', () => {
    expect(written(false)).toBe('');
    expect(written(true)).toContain('0/10 evaluations | –/s');
  });

  test('says who works, where that is known', () => {
    expect(written(true, { who: () => '2 workers, 8 threads' })).toContain('left | 2 workers, 8 threads');
    expect(written(true, { who: () => undefined })).not.toContain('left |');
  });
});
