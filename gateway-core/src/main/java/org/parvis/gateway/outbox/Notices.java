package org.parvis.gateway.outbox;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import io.vertx.core.json.JsonObject;

import org.parvis.channel.Handle;
import org.parvis.channel.Notice;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** Sends a plugin's notices by whatever channel reaches their person. */
public final class Notices {

    /** A channel that can begin a conversation with a kind of handle. */
    public record Way(String channel, String author) {
    }

    private final Clock clock;
    private final UuidV7 ids;
    private final Function<Handle.Kind, Optional<Way>> ways;

    /** @param ways answers from memory; asked within transactions */
    public Notices(Clock clock, UuidV7 ids, Function<Handle.Kind, Optional<Way>> ways) {
        this.clock = clock;
        this.ids = ids;
        this.ways = ways;
    }

    /** Within the transaction of whatever the notice is about: it goes out exactly if that took place. */
    public void enqueue(Session session, Notice notice, UUID conversation, long number) throws InterruptedException {
        Optional<Way> way = ways.apply(notice.to().kind());
        if (way.isEmpty()) {
            EventLog.append(session, Entry.of(Kind.NOTICE_DROPPED).conversation(conversation)
                    .detail(new JsonObject().put("reason", "No channel reaches a handle of kind " + notice.to().kind())));
            return;
        }
        Deliveries.enqueueNotice(session, ids.next(), conversation, way.get().channel(), notice.to(), way.get().author(), notice.subject(),
                notice.text().replace(Notice.NUMBER, Long.toString(number)), clock.instant());
    }
}
