package org.parvis.gateway.http.api;

import java.util.Map;
import java.util.Optional;

import org.parvis.gateway.http.wire.JsonValues;

/**
 * What an id in a request names, as the contract says with {@code x-names}: so that {@link ScopeGate} can see to it that nobody with a limited scope names what is
 * outside.
 */
public enum Named {
    CONVERSATION, MESSAGE, DELIVERY, ATTACHMENT, CONTACT, MOVE, AGENT,
    /** Something of the conversation that the request is about, without which it is nothing. */
    PART,
    /** Of the caller alone, or of the caller's teams: that of somebody else is not found. */
    OWN,
    /** Everybody knows the names of teams, tags and topics: conversations are handed to any team. */
    TEAM, TAG, TOPIC,
    /** Of operations that nobody with a limited scope may call. */
    MERGE, CANNED_ANSWER;

    public static Optional<Named> of(Map<String, Object> source) {
        return Optional.ofNullable(source.get("x-names")).map(word -> JsonValues.constant(Named.class, String.valueOf(word)));
    }
}
