package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.parvis.channel.Visibility;

/**
 * What an agent has typed in a conversation and not sent.
 *
 * @param visibility of the reply, when chosen on purpose
 * @param seen       the latest message or answer that its writer had seen when the reply was begun
 * @param replyKey   the Idempotency-Key that the reply will be sent with; absent: it has none yet
 * @param noteKey    the same of the note
 */
public record DraftView(UUID agent, String reply, String note, Optional<Visibility> visibility, Optional<Aim> answers,
        Optional<UUID> seen, List<AttachmentView> attachments, Optional<String> replyKey, Optional<String> noteKey, long version,
        Instant updatedAt) {

    public DraftView {
        attachments = List.copyOf(attachments);
    }

    /**
     * The message that the reply answers, and where that goes.
     *
     * @param revision how often its author had changed it when it was read
     * @param to       the handle, where the person has one
     */
    public record Aim(UUID message, Optional<Long> revision, Visibility visibility, Optional<String> to, String channel) {
    }
}
