// What the first page does without.

import administration from './administration-en.js';
import channels from './channels-en.js';
import faults from './faults-en.js';
import history from './history-en.js';
import moves from './moves-en.js';
import operations from './operations-en.js';
import order from './order-en.js';
import pages from './pages-en.js';
import people from './people-en.js';
import problems from './problems-en.js';
import searchHelp from './search-help-en.js';
import setup from './setup-en.js';
import thread from './thread-en.js';
import together from './together-en.js';
import words from './words-en.js';
import writing from './writing-en.js';

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
