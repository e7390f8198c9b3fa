/** A worker thread that never lives to finish an evaluation. */
import { serveChunks } from '../../src/experiment/chunk-service.ts';
import { fakeModel } from './fake-model.ts';

serveChunks(fakeModel(() => process.exit(7)));
