// A process of its own for the embedded engines, so that their memory is not counted as the service's.
import { startEngines } from '../../local/engines.ts';

const engines = await startEngines({ folder: process.argv[2] ?? null });
process.send?.(engines.environment);
process.on('disconnect', () => {
  void engines.stop().finally(() => process.exit(0));
});
