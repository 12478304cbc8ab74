package org.parvis.gateway.event;

import java.util.Locale;

/** What can happen. The name on the wire is lower case, with a dot for the first underscore: {@code message.received}. */
public enum Kind {
    /** The agent is who wrote it down, of a call or a visit. Detail: {@code automatic}, of what a machine sent. */
    MESSAGE_RECEIVED, MESSAGE_EDITED, MESSAGE_DELETED, MESSAGE_SENT, NOTE_WRITTEN,
    /** Detail: {@code state}, {@code fault} where there is one, and {@code authorId}, the agent who wrote what failed or is unknown. */
    DELIVERY_CHANGED,
    /** Detail: {@code reason}. A notice was not sent: no channel reaches its person. */
    NOTICE_DROPPED, CONVERSATION_OPENED,
    /**
     * With the message of a note: it was handed over, and that says why. Detail: what changed, each as {@code field: [before, after]}; {@code contact}, when it went from one contact to another because they were {@code merged} or
     * {@code separated}; of what is resolved, the {@code reasonCode} and the {@code reason} in an agent's words;
     * {@code undoes}, the id of an entry, when an agent took a change back; the {@code teamId} or {@code topic} that a message brought with it, by whoever wrote that down, and with a team the {@code assigneeId} of whoever would not see it any more; {@code move}, when messages were moved between two conversations, {@code merged}, {@code merged-into},
     * {@code split-off}, {@code split-from}, {@code merge-undone} or {@code split-undone}, with {@code moveId}, {@code otherId}, {@code otherNumber} and how many {@code messages}, beside what a merge took over
     * from the other one, or its undoing gave back;
     * {@code link}, {@code added} with its {@code linkKind} or {@code removed}, with {@code otherId} and {@code otherNumber}.
     */
    CONVERSATION_CHANGED,
    /** Detail: {@code unread}. For the desks of the agent, who has read it or marked it as unread. */
    CONVERSATION_READ,
    /** The agent is whom a note mentions. Detail: {@code by}, its author; {@code teamId}, when as a member of that team. */
    MENTION_WRITTEN,
    /** The agent has seen that a note mentions them. */
    MENTION_READ,
    /** Detail: {@code until}. For the desks of the agent, who has seen what concerned them in the conversation until then. */
    CONCERN_SEEN,
    /**
     * Detail: {@code answered}, {@code closed} or {@code reopened} with the number of obligations, and the {@code reason}: an agent's words,
     * {@code edited}, or {@code undone}.
     */
    LEDGER_CHANGED,
    /**
     * Detail: {@code contactId}; {@code what}: absent when its network gave it a new name, else {@code edited} with what changed as {@code field: [before, after]}
     * and {@code note}, without its words; {@code merged}, {@code merged-into} or {@code separated} with {@code otherId}, {@code mergeId}, {@code reason}, {@code words};
     * {@code told-apart} or {@code not-told-apart} from {@code otherId}.
     */
    CONTACT_CHANGED,
    /** Detail: {@code call}, {@code state}, {@code caller}, {@code contactId}. The agent is the one at whose extension it rings. */
    CALL_SIGNALLED,
    /** Detail: {@code from}, when the agent took it over from a colleague. Nothing of its words. */
    DRAFT_CHANGED,
    /** Detail: {@code id}, {@code code}, and the {@link Difference}. A canned answer was written, changed or archived. */
    CANNED_CHANGED,
    /** Detail: {@code id}, {@code name}, and the {@link Difference}; of one that was removed, {@code into}, the name of the other that its conversations have now. */
    TOPIC_CREATED, TOPIC_CHANGED, TOPIC_REMOVED, TAG_CHANGED, TAG_REMOVED,
    /** Detail: {@code id}, and {@code teamId} where it is a team's. A view was saved, changed or removed. */
    VIEW_CHANGED,
    /** Detail: {@code health}. */
    CHANNEL_CHANGED, CHANNEL_PAUSED, CHANNEL_RESUMED,
    /** Detail: {@code perHour}, absent when it sends again as fast as its network bears, and the {@link Difference}. */
    CHANNEL_RATE_CHANGED,
    /** Detail: {@code type}, and the {@link Difference} from nothing. It was set up at the desk. */
    CHANNEL_ADDED,
    /** Detail: the {@link Difference}: {@code label}, {@code teamId}, and {@code settings.} with the path of each setting. Of a secret never the value. */
    CHANNEL_REDEFINED, CHANNEL_REMOVED,
    /** Detail: {@code type}, and whether it was {@code good}. Settings were tried, of a channel or of none yet. */
    CHANNEL_TESTED,
    /** Detail: {@code id}, {@code account}, {@code role}, and the {@link Difference} from nothing. */
    AGENT_CREATED,
    /** Detail: {@code id}, the {@link Difference} by the names of the API, and the {@code role} or whether {@code active} where it is that. */
    AGENT_CHANGED,
    /** Detail: {@code id}, {@code name}; of one that changed, the {@link Difference}. */
    TEAM_CREATED, TEAM_CHANGED, SESSION_OPENED, SESSION_REFUSED, SESSION_CLOSED, TOKEN_CREATED, TOKEN_REVOKED;

    private final String wire = name().toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');

    public String wire() {
        return wire;
    }
}
