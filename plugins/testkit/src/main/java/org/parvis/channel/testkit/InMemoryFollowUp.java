package org.parvis.channel.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Fault;
import org.parvis.channel.FollowUp;

/** Conversations as a test put them there. Safe for use by many threads. */
public final class InMemoryFollowUp implements FollowUp {

    private final Map<String, Conversation> conversations = new ConcurrentHashMap<>();
    private volatile boolean away;

    public void put(String thread, Conversation conversation) {
        conversations.put(thread, conversation);
    }

    /** From now on, or no longer, the database cannot answer. */
    public void setAway(boolean value) {
        away = value;
    }

    @Override
    public Optional<Conversation> find(String thread) throws ChannelException {
        if (away) {
            throw new ChannelException(new Fault(Fault.Owner.OPERATOR, "DATABASE_AWAY", "The test took the database away."));
        }
        return Optional.ofNullable(conversations.get(thread));
    }
}
