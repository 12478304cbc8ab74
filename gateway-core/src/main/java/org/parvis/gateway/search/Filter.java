package org.parvis.gateway.search;

import java.time.Instant;

/** What a conversation must be like to be found, whatever its words. */
public sealed interface Filter {

    /** Its person has this name, or a handle that begins so. */
    record Person(String value) implements Filter {
    }

    /**
     * It has to do with something that the record names: a channel, a team, an agent, a tag, a topic.
     *
     * @param term as it was typed
     */
    record Named(Operator operator, String value, String term) implements Filter {
    }

    /** Its latest message came before this moment, or else at it or later. */
    record Moment(boolean before, Instant at) implements Filter {
    }

    /** Its latest message came longer ago than so many days, or else not so long ago. */
    record Age(boolean before, int days) implements Filter {
    }

    /** It is so, or has that. */
    record Having(Property property) implements Filter {
    }
}
