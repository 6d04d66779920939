import { describeBreakerStore } from '../../support/breaker-contract.ts';
import { createMemoryBreakers } from '../../support/memory-breakers.ts';

const store = createMemoryBreakers();

describeBreakerStore(() => store);
