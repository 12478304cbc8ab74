// Ce dont la première page se passe.

import administration from './administration-fr.js';
import channels from './channels-fr.js';
import faults from './faults-fr.js';
import history from './history-fr.js';
import moves from './moves-fr.js';
import operations from './operations-fr.js';
import order from './order-fr.js';
import pages from './pages-fr.js';
import people from './people-fr.js';
import problems from './problems-fr.js';
import searchHelp from './search-help-fr.js';
import setup from './setup-fr.js';
import thread from './thread-fr.js';
import together from './together-fr.js';
import words from './words-fr.js';
import writing from './writing-fr.js';

export default {
  ...administration,
  ...channels,
  ...faults,
  ...history,
  ...moves,
  ...operations,
  ...order,
  ...pages,
  ...people,
  ...problems,
  ...searchHelp,
  ...setup,
  ...thread,
  ...together,
  ...words,
  ...writing,
};
