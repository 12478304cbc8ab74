package org.parvis.channel.email.mime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

import org.parvis.channel.CommandKey;
import org.parvis.channel.MessageId;

/**
 * The names of the messages that we send, recognised when a report, a loop or an answer brings them back. The name follows from the
 * command, so that a message sent again after a doubt is the same message to every program that looks at Message-IDs.
 */
public final class OwnMessage {

    /** Repeats the Message-ID, which some submission servers replace by their own. */
    public static final String FIELD = AutomaticMail.LOOP_FIELD;

    private static final Pattern OWN = Pattern.compile("parvis\\.[0-9a-f]{32}@[\\x21-\\x7E&&[^<>@]]{1,255}");

    private OwnMessage() {
    }

    /** @param domain of the channel's own address, in ASCII */
    public static MessageId id(String channel, CommandKey key, String domain) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((channel + "\n" + key.value()).getBytes(StandardCharsets.UTF_8));
            return new MessageId("parvis." + HexFormat.of().formatHex(digest).substring(0, 32) + "@" + domain);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** The message of ours that these header fields belong to. */
    static Optional<MessageId> of(HeaderFields header) {
        return header.first(FIELD).flatMap(Identity::id).filter(OwnMessage::isOwn)
                .or(() -> header.first("Message-ID").flatMap(Identity::id).filter(OwnMessage::isOwn)).map(MessageId::new);
    }

    static boolean isOwn(String id) {
        return OWN.matcher(id).matches();
    }
}
