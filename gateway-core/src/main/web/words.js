// Topics as this desk offers them: they come with the first part that needs them, and follow what those who keep them change. So do the names of tags.

import {coalesce} from './coalesce.js';
import {directory, inbox, later, session, thread} from './desk.js';

const refreshTopics = coalesce(async () => {
  if (session.may('converse')) await directory.loadTopics().catch(() => {});
}, {delay: 100, interval: 2_000});
const refreshTags = coalesce(() => directory.loadTags().catch(() => {}), {delay: 100, interval: 2_000});

later.add({
  heard: ({kind, detail}) => {
    // Somebody may have made a tag by giving it.
    if (detail?.tags) refreshTags();
    const ofTopic = kind.startsWith('topic.');
    if (!ofTopic && !kind.startsWith('tag.')) return;
    if (ofTopic) refreshTopics();
    else refreshTags();
    // Rows and the open conversation say them by name.
    inbox.readAgain();
    thread.refresh();
  },
  readAgain: refreshTopics,
});
refreshTopics();
