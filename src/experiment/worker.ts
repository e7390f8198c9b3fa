/** Entry of a worker thread. */
import { createModel } from '../deterrence/model.ts';
import { serveChunks } from './chunk-service.ts';

serveChunks(createModel());
