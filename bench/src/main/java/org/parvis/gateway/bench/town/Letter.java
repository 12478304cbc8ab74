package org.parvis.gateway.bench.town;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;

/**
 * A message that somebody wrote to the town hall.
 *
 * @param id      the network's name for it
 * @param channel by which of a service's channels, from 0
 * @param answers the name of the message that it answers
 */
public record Letter(int channel, String id, String address, String author, String subject, String text, Optional<String> answers) {

    /** As a channel hands it in. */
    public InboundEvent event(Instant sentAt) {
        Threading threading = answers.map(name -> Threading.inReplyTo(List.of(new MessageId(name)))).orElse(Threading.NONE);
        return new InboundEvent.MessageReceived(new EventId(id),
                InboundMessage.from(Handle.of(Handle.Kind.EMAIL, address, author), new MessageId(id), sentAt, Content.of(text))
                        .subject(Optional.of(subject)).threading(threading).build());
    }
}
