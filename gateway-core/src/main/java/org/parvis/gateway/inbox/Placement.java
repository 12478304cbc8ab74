package org.parvis.gateway.inbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.vertx.sqlclient.Row;

import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.gateway.database.Columns;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;
import org.parvis.gateway.database.UuidV7;

/**
 * Finds the conversation that each message belongs to, in the order that {@link org.parvis.channel.Threading} promises, and claims the names by which
 * later messages will find it. Messages may arrive in any order: an answer that comes before what it answers leaves the other's name
 * behind, and the other joins when it comes.
 */
final class Placement {

    /** Each name is looked up by itself, along the primary key: joined to the table, a plan made while it is small reads all of it, and is kept while it grows. */
    private static final String THREADS = """
            select asked.channel as channel_id, asked.name, thread.conversation_id, thread.moves
              from unnest($1::text[], $2::text[]) as asked (channel, name)
             cross join lateral (select conversation_id, moves::text as moves from thread where channel_id = asked.channel and name = asked.name limit 1) thread
            """;
    private static final String MESSAGES = """
            select asked.channel as channel_id, asked.name, message.conversation_id, message.message_id, message.moves, message.splits
              from unnest($1::text[], $2::text[]) as asked (channel, name)
             cross join lateral (select conversation_id, message_id, moves::text as moves, splits::text as splits from network_message
                                  where channel_id = asked.channel and network_id = asked.name limit 1) message
            """;

    private final Session session;
    private final UuidV7 ids;
    /** Where each name leads, as known so far: what the database said, and what this batch added. */
    private final Map<Name, Place> threads = new HashMap<>();
    private final Map<Name, Place> messages = new HashMap<>();
    private final Set<Name> awaited = new HashSet<>();
    private final Map<Long, Numbered> numbers = new HashMap<>();
    private final Set<UUID> opened = new LinkedHashSet<>();

    private Placement(Session session, UuidV7 ids) {
        this.session = session;
        this.ids = ids;
    }

    /** The arrivals, each with its conversation, and which of these conversations have to be opened. */
    record Placed(List<Arrival> arrivals, Set<UUID> opened) {

        static final Placed NOTHING = new Placed(List.of(), Set.of());
    }

    static Placed place(Session session, UuidV7 ids, List<Arrival> arrivals) throws InterruptedException {
        Placement placement = new Placement(session, ids);
        placement.look(arrivals);
        List<Arrival> placed = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            placed.add(arrival.in(placement.place(arrival).conversation()));
        }
        return placement.claim(placed);
    }

    private void look(List<Arrival> arrivals) throws InterruptedException {
        List<Name> threadNames = arrivals.stream().flatMap(Placement::thread).distinct().toList();
        List<Name> messageNames = arrivals.stream().flatMap(arrival -> Stream.concat(Stream.of(self(arrival)), references(arrival)))
                .distinct().toList();
        List<List<Row>> found = session.pipeline(List.of(byName(THREADS, threadNames), byName(MESSAGES, messageNames)));
        for (Row row : found.getFirst()) {
            threads.put(new Name(Rows.text(row, "channel_id"), Rows.text(row, "name")),
                    new Place(Rows.uuid(row, "conversation_id"), Rows.text(row, "moves"), Place.NONE));
        }
        for (Row row : found.getLast()) {
            Name name = new Name(Rows.text(row, "channel_id"), Rows.text(row, "name"));
            messages.put(name, new Place(Rows.uuid(row, "conversation_id"), Rows.text(row, "moves"), Rows.text(row, "splits")));
            if (Rows.optionalUuid(row, "message_id").isEmpty()) {
                awaited.add(name);
            }
        }
        Long[] stated = arrivals.stream().flatMap(arrival -> arrival.message().threading().conversation().stream()).distinct()
                .toArray(Long[]::new);
        if (stated.length == 0) {
            return;
        }
        String[] takers = arrivals.stream().flatMap(arrival -> arrival.message().takenBy().stream()).distinct().toArray(String[]::new);
        for (Row row : session.query("""
                select named.number, there.id, array(select distinct handle_kind || ' ' || handle_value from message
                                    where conversation_id = there.id and handle_value is not null and agent_id is null) as participants,
                       array(select account from agent
                              where account = any($2) and role = 'AGENCY'
                                and not exists (select from agent_team its where its.agent_id = agent.id and its.team_id = there.team_id)) as blind
                  from conversation named
                  join conversation there on there.id = case when named.merged_into is null then named.id else conversation_now(named.id) end
                 where named.number = any($1)
                """, stated, takers)) {
            numbers.put(Rows.number(row, "number"), new Numbered(Rows.uuid(row, "id"), Set.copyOf(Rows.texts(row, "participants")),
                    Set.copyOf(Rows.texts(row, "blind"))));
        }
    }

    private static Statement byName(String select, List<Name> names) {
        Columns<Name> columns = Columns.of(names);
        return new Statement(select, columns.texts(Name::channel), columns.texts(Name::value));
    }

    private Place place(Arrival arrival) {
        Place place = known(arrival).orElseGet(() -> {
            Place fresh = Place.unmoved(ids.next());
            opened.add(fresh.conversation());
            return fresh;
        });
        thread(arrival).forEach(name -> threads.putIfAbsent(name, place));
        references(arrival).filter(name -> messages.putIfAbsent(name, place) == null).forEach(awaited::add);
        messages.putIfAbsent(self(arrival), place);
        awaited.remove(self(arrival));
        return place;
    }

    private Optional<Place> known(Arrival arrival) {
        Stream<Place> bySplit = references(arrival).map(messages::get).filter(place -> place != null && place.isSplit());
        Stream<Place> byThread = thread(arrival).map(threads::get);
        Stream<Place> byReference = references(arrival).map(messages::get);
        Stream<Place> byAnswer = Stream.of(self(arrival)).filter(awaited::contains).map(messages::get);
        Stream<Place> byNumber = arrival.message().threading().conversation().map(numbers::get)
                .filter(numbered -> numbered.believes(arrival)).map(Numbered::id).map(Place::unmoved).stream();
        return Stream.of(bySplit, byThread, byReference, byAnswer, byNumber).flatMap(each -> each).filter(place -> place != null)
                .findFirst();
    }

    /** Writes the names down. A thread that another transaction named meanwhile is that one's, and its messages move there. */
    private Placed claim(List<Arrival> placed) throws InterruptedException {
        Map<UUID, UUID> moved = claimThreads(placed);
        List<Arrival> arrivals = placed.stream()
                .map(arrival -> arrival.in(moved.getOrDefault(arrival.conversation(), arrival.conversation()))).toList();
        opened.removeAll(moved.keySet());

        List<NetworkName> names = new ArrayList<>();
        Set<Name> own = new HashSet<>();
        for (Arrival arrival : arrivals) {
            if (own.add(self(arrival))) {
                names.add(new NetworkName(self(arrival), arrival.conversation(), Optional.of(arrival.id()), came(arrival)));
            }
        }
        for (Arrival arrival : arrivals) {
            references(arrival).filter(name -> awaited.contains(name) && own.add(name))
                    .forEach(name -> names.add(new NetworkName(name, arrival.conversation(), Optional.empty(), came(arrival))));
        }
        names.sort(Comparator.comparing((NetworkName name) -> name.name().channel()).thenComparing(name -> name.name().value()));
        Columns<NetworkName> columns = Columns.of(names);
        session.execute("""
                insert into network_message (channel_id, network_id, conversation_id, message_id, moves, splits)
                select channel, name, conversation, message, moves::uuid[], splits::uuid[]
                  from unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[]) as named (channel, name, conversation, message, moves, splits)
                on conflict (channel_id, network_id) do update set message_id = excluded.message_id
                 where network_message.message_id is null and excluded.message_id is not null
                """, columns.texts(name -> name.name().channel()), columns.texts(name -> name.name().value()),
                columns.uuids(NetworkName::conversation),
                columns.uuids(name -> name.message().orElse(null)), columns.texts(name -> name.came().moves()),
                columns.texts(name -> name.came().splits()));
        return new Placed(arrivals, opened);
    }

    /** By which moves the message came to its conversation, for it to go back with what they moved. */
    private Place came(Arrival arrival) {
        return messages.getOrDefault(self(arrival), Place.unmoved(arrival.conversation()));
    }

    private Map<UUID, UUID> claimThreads(List<Arrival> placed) throws InterruptedException {
        List<Name> names = placed.stream().flatMap(Placement::thread).distinct()
                .sorted(Comparator.comparing(Name::channel).thenComparing(Name::value)).toList();
        if (names.isEmpty()) {
            return Map.of();
        }
        Columns<Name> columns = Columns.of(names);
        List<List<Row>> claimed = session.pipeline(List.of(new Statement("""
                insert into thread (channel_id, name, conversation_id, moves)
                select channel, name, conversation, moves::uuid[]
                  from unnest($1::text[], $2::text[], $3::uuid[], $4::text[]) as named (channel, name, conversation, moves)
                on conflict do nothing
                """, columns.texts(Name::channel), columns.texts(Name::value), columns.uuids(name -> led(name).conversation()),
                columns.texts(name -> led(name).moves())), byName(THREADS, names)));
        Map<UUID, UUID> moved = new HashMap<>();
        for (Row row : claimed.getLast()) {
            UUID proposed = led(new Name(Rows.text(row, "channel_id"), Rows.text(row, "name"))).conversation();
            UUID actual = Rows.uuid(row, "conversation_id");
            if (!proposed.equals(actual)) {
                moved.put(proposed, actual);
            }
        }
        return moved;
    }

    /** Each thread of what was placed has its place by then. */
    private Place led(Name thread) {
        return Optional.ofNullable(threads.get(thread)).orElseThrow();
    }

    private static Stream<Name> thread(Arrival arrival) {
        return arrival.message().threading().thread().map(name -> new Name(arrival.channel(), name)).stream();
    }

    private static Stream<Name> references(Arrival arrival) {
        return arrival.message().threading().inReplyTo().stream().map(id -> name(arrival, id));
    }

    private static Name self(Arrival arrival) {
        return name(arrival, arrival.message().id());
    }

    private static Name name(Arrival arrival, MessageId id) {
        return new Name(arrival.channel(), id.value());
    }

    /** What a network calls a thread or a message. */
    private record Name(String channel, String value) {
    }

    private record NetworkName(Name name, UUID conversation, Optional<UUID> message, Place came) {
    }

    /**
     * Where a name leads.
     *
     * @param moves by which agents brought it there, as PostgreSQL writes an array; what comes by the name has come by them too
     * @param splits those of them that took it out of its thread: what answers it follows it and not the thread
     */
    private record Place(UUID conversation, String moves, String splits) {

        static final String NONE = "{}";

        static Place unmoved(UUID conversation) {
            return new Place(conversation, NONE, NONE);
        }

        boolean isSplit() {
            return !splits.equals(NONE);
        }
    }

    /**
     * @param participants handles under which somebody wrote in the conversation, as {@code KIND value}
     * @param blind        accounts that do not see it: to them there is no such number
     */
    private record Numbered(UUID id, Set<String> participants, Set<String> blind) {

        /**
         * Somebody who wrote in the conversation knows the number; an agent who writes a call down chose it. By handle, not by contact: a
         * handle that somebody merely stated must open nobody else's conversation.
         */
        boolean believes(Arrival arrival) {
            InboundMessage message = arrival.message();
            return message.takenBy().map(account -> !blind.contains(account))
                    .orElseGet(() -> participants.contains(message.from().kind() + " " + message.from().value()));
        }
    }
}
