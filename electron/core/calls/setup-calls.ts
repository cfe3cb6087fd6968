import type { setupContract } from '../../../shared/bridge/setup-contract.ts';
import { instrumentsFile } from '../config.ts';
import { manifestRows } from '../manifest/manifest-rows.ts';
import { viewPackRules } from '../rule-packs/view-rules.ts';
import type { Station } from '../station.ts';
import type { HandlersOf } from './handlers.ts';

const RULE_READERS = ['manager', 'administrator'] as const;
const ADMINISTRATOR = ['administrator'] as const;
const IMPORTERS = ['supervisor', 'manager', 'administrator'] as const;

/** Answers for the setup pages. */
export function setupCalls(station: Station): HandlersOf<typeof setupContract, 'rules'> {
  const desks = () => station.desks(ADMINISTRATOR);
  return {
    setupInstruments: () => ({
      file: instrumentsFile(station.config.dataDir),
      instruments: [...desks().bench.instruments()],
    }),
    listPorts() {
      desks().setup.listPorts();
      return {};
    },
    watchRaw({ instrument }) {
      desks().setup.watchRaw(instrument);
      return {};
    },
    detectInstruments({ path }) {
      desks().setup.detect(path);
      return {};
    },
    cancelDetection() {
      desks().setup.cancelDetection();
      return {};
    },
    testInstrument({ instrument }) {
      desks().setup.test(instrument);
      return {};
    },
    manifests: (page) => manifestRows(station.desks(IMPORTERS).store, page),
    rules: () => station.desks(RULE_READERS).proposals.inForce(),
    packRules: (page) => viewPackRules(station.desks(RULE_READERS).rules, page),
  };
}
