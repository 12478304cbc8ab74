// The canned answers of this desk: they come with the first part that offers them.

import {later} from './desk.js';
import {Canned} from './state/canned.js';

export const canned = new Canned();

later.add({
  heard: ({kind}) => {
    if (kind === 'canned.changed') canned.refresh();
  },
  readAgain: () => canned.refresh(),
});
