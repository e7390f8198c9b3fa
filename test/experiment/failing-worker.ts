/** A worker thread whose model fails in some worlds. */
import { serveChunks } from '../../src/experiment/chunk-service.ts';
import { failingModel } from './failing-model.ts';

serveChunks(failingModel());
