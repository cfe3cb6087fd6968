import type { Named } from './identity.ts';
import { problem, type Problem } from './problem.ts';

/** What to do when an identifier stands for something else than one parcel. */
export const STANDS_FOR: Readonly<Record<Exclude<Named, 'parcel' | 'maybe-parcel'>, Problem>> = {
  consignment: problem(
    'names-consignment',
    'The code names a consignment, which may be several parcels. Scan the label of this parcel.',
  ),
  goods: problem(
    'names-goods',
    'The code names goods, not a parcel. Scan the label of the parcel.',
  ),
  receptacle: problem(
    'names-receptacle',
    'The code names a receptacle, such as a bag, with its parcels. Scan the label of this parcel.',
  ),
  despatch: problem(
    'names-despatch',
    'The code names a despatch, which may be many bags. Scan the label of this parcel.',
  ),
  nothing: problem('names-no-parcel', 'The code names no parcel. Scan the label of the parcel.'),
};
