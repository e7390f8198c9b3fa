/** A worker thread whose every evaluation takes its time. */
import { createModel } from '../../src/deterrence/model.ts';
import { serveChunks } from '../../src/experiment/chunk-service.ts';

const MILLISECONDS = 100;
const model = createModel();
const nothing = new Int32Array(new SharedArrayBuffer(4));

serveChunks({
  ...model,
  evaluate(world, outputs, timeline) {
    Atomics.wait(nothing, 0, 0, MILLISECONDS);
    model.evaluate(world, outputs, timeline);
  },
});
