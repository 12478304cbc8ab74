// The person who is looked at: beside a conversation, or on a page of their own. Comes with the first part that shows one, and follows what the desk shows from then on.

import {later, router, session, thread} from './desk.js';
import {Person} from './state/person.js';

export const person = new Person();

later.add(person);
thread.observe(follow);
router.observe(follow);
session.observe(() => {
  if (session.state === 'out') person.forget();
});
person.observe(goOn);
follow();

/** Of the page, else of the open conversation. */
function follow() {
  const {route} = router;
  if (session.state !== 'in') return;
  if (route.place === 'person') person.follow(route.id, true);
  else person.follow(route.place === 'conversation' ? (thread.conversation?.contact.id ?? '') : '', false);
}

/** Whoever looks at a contact that is another one's now looks at that one. */
function goOn() {
  const into = person.known?.mergedIntoId;
  if (into && router.route.place === 'person') router.go({place: 'person', id: into}, {replace: true});
}
