package org.parvis.channel.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.parvis.channel.Attachment;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Fault;
import org.parvis.channel.FollowUp;

/** Conversations as a test put them there. Safe for use by many threads. */
public final class InMemoryFollowUp implements FollowUp {

    private final Map<String, Conversation> conversations = new ConcurrentHashMap<>();
    private final Map<String, Attachment> files = new ConcurrentHashMap<>();
    private volatile boolean away;

    public void put(String thread, Conversation conversation) {
        conversations.put(thread, conversation);
    }

    /** Keeps the bytes of a file that a message of the conversation names. */
    public void put(String thread, FollowUp.File file, Attachment attachment) {
        files.put(thread + "/" + file.id(), attachment);
    }

    /** From now on, or no longer, the database cannot answer. */
    public void setAway(boolean value) {
        away = value;
    }

    @Override
    public Optional<Conversation> find(String thread) throws ChannelException {
        requireHere();
        return Optional.ofNullable(conversations.get(thread));
    }

    @Override
    public Optional<Attachment> file(String thread, String file) throws ChannelException {
        requireHere();
        return Optional.ofNullable(files.get(thread + "/" + file));
    }

    private void requireHere() throws ChannelException {
        if (away) {
            throw new ChannelException(new Fault(Fault.Owner.OPERATOR, "DATABASE_AWAY", "The test took the database away."));
        }
    }
}
