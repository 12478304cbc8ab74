package org.parvis.gateway.outbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import io.vertx.core.json.JsonObject;

import org.parvis.channel.Handle;
import org.parvis.channel.Notice;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;
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

    /**
     * A notice to be sent.
     *
     * @param number of the conversation that it is about
     */
    public record Due(Notice notice, UUID conversation, long number) {
    }

    /** Within the transaction of whatever the notices are about: they go out exactly if that took place. One round trip, however many. */
    public void enqueue(Session session, List<Due> due) throws InterruptedException {
        List<Statement> statements = new ArrayList<>();
        List<Entry> dropped = new ArrayList<>();
        for (Due each : due) {
            Optional<Way> way = ways.apply(each.notice().to().kind());
            if (way.isPresent()) {
                statements.add(statement(each, way.get()));
            } else {
                dropped.add(Entry.of(Kind.NOTICE_DROPPED).conversation(each.conversation())
                        .detail(new JsonObject().put("reason", "No channel reaches a handle of kind " + each.notice().to().kind())));
            }
        }
        if (!dropped.isEmpty()) {
            statements.add(EventLog.statement(dropped));
        }
        if (!statements.isEmpty()) {
            session.pipeline(statements);
        }
    }

    private Statement statement(Due due, Way way) {
        Notice notice = due.notice();
        return Deliveries.notice(ids.next(), due.conversation(), way.channel(), notice.to(), way.author(), notice.subject(),
                notice.text().replace(Notice.NUMBER, Long.toString(due.number())), clock.instant());
    }
}
