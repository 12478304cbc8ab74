package org.parvis.gateway.plugin;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.configuration.ChannelConfiguration;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Difference;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Following;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.plugin.ChannelRefusal.Reason;

/** The channels that administrators set up at the desk: kept in the record, and opened by every node as soon as its change log tells of them. */
public final class ChannelDefinitions {

    /** Set up at the desk, at the same time. */
    public static final int MAXIMUM = 200;
    /** Of the settings of one channel, as they are kept, in characters. */
    public static final int LARGEST_SETTINGS = 64_000;

    private static final Logger LOG = LoggerFactory.getLogger(ChannelDefinitions.class);
    /** Before the path of a setting, beside a channel's own fields. */
    private static final String SETTINGS = "settings.";
    private static final String ALL = """
            select d.channel_id, c.type, c.label, c.team_id, team.name as team_name, d.settings, d.version, d.changed_by, d.changed_at
              from channel_definition d join channel c on c.id = d.channel_id left join team on team.id = c.team_id
             where d.removed_at is null
            """;

    private final Database database;
    private final Clock clock;
    private final ChannelForms forms;
    private final Set<String> ofTheFile;
    private final Runnable afterCommit;
    private final Opener opener;
    private final Following following;

    private ChannelDefinitions(Database database, EventFeed feed, Clock clock, ChannelForms forms, Set<String> ofTheFile, Opener opener) {
        this.database = database;
        this.clock = clock;
        this.forms = forms;
        this.ofTheFile = Set.copyOf(ofTheFile);
        this.afterCommit = feed::wake;
        this.opener = opener;
        this.following = Following.of(feed, "channel-definitions", this::openAll, Kind.CHANNEL_ADDED, Kind.CHANNEL_REDEFINED,
                Kind.CHANNEL_REMOVED);
    }

    /** Opens, reopens and closes channels so that they are these. Called by one thread at a time; may block. */
    @FunctionalInterface
    public interface Opener {
        void open(List<ChannelDefinition> definitions) throws InterruptedException;
    }

    /**
     * Those that there are have been opened when this returns.
     *
     * @param ofTheFile channels of the configuration file: what has their ids at the desk stays closed
     */
    public static ChannelDefinitions start(Database database, EventFeed feed, Clock clock, ChannelForms forms, Set<String> ofTheFile,
            Opener opener) throws InterruptedException {
        ChannelDefinitions definitions = new ChannelDefinitions(database, feed, clock, forms, ofTheFile, opener);
        definitions.openAll();
        definitions.following.start();
        return definitions;
    }

    /**
     * After a commit: what is in the record holds on this node when this returns, on every other within a moment. Where the record cannot be read just now, it holds as soon as it can.
     * Some seconds at most.
     */
    public void apply() throws InterruptedException {
        try {
            openAll();
        } catch (DatabaseException away) {
            LOG.debug("What was committed is read later", away);
            following.again();
        }
    }

    /** One after the other, so that what was read earlier never replaces what was read later. */
    private synchronized void openAll() throws InterruptedException {
        opener.open(all());
    }

    public ChannelForms forms() {
        return forms;
    }

    /** In the order in which their channels were first seen. */
    public List<ChannelDefinition> all() throws InterruptedException {
        return database.read(session -> session.query(ALL + " order by c.first_seen, c.id limit " + MAXIMUM)).stream()
                .map(ChannelDefinitions::read).filter(definition -> !ofTheFile.contains(definition.id())).toList();
    }

    /** Those of a record that nobody need serve, with their labels. */
    public static List<ChannelDefinition> of(Database database, Collection<String> ofTheFile) throws InterruptedException {
        return database.read(session -> session.query(ALL + " order by c.first_seen, c.id")).stream().map(ChannelDefinitions::read)
                .filter(definition -> !ofTheFile.contains(definition.id())).toList();
    }

    /** @throws ChannelRefusal when it was not set up at the desk */
    public ChannelDefinition find(String channel) throws InterruptedException {
        return database.read(session -> required(session, channel));
    }

    private ChannelDefinition required(Session session, String channel) throws InterruptedException {
        if (ofTheFile.contains(channel)) {
            throw new ChannelRefusal(Reason.OF_THE_FILE, "This channel is set up in parvis.yaml, and changed there.");
        }
        return session.first(ALL + " and d.channel_id = $1", channel).map(ChannelDefinitions::read)
                .orElseThrow(() -> new ChannelRefusal(Reason.NOT_FOUND, "There is no such channel."));
    }

    /** Within a transaction that is under way; {@link #apply} opens it afterwards. @throws ChannelRefusal when it cannot be */
    public ChannelDefinition add(Session session, UUID agent, ChannelDefinition.Draft draft) throws InterruptedException {
        // Of two who set up the same one at once, the second finds it.
        session.execute("lock table channel_definition in share row exclusive mode");
        requireNames(draft);
        requireFree(session, draft);
        JsonObject settings = small(forms.sealed(draft, new JsonObject()));
        requireTeam(session, draft.team());
        session.execute("""
                insert into channel (id, type, label, team_id) values ($1, $2, $3, $4)
                on conflict (id) do update set label = excluded.label, team_id = excluded.team_id
                """, draft.id(), draft.type(), draft.label(), draft.team().orElse(null));
        session.execute("insert into channel_lease (channel_id) values ($1) on conflict do nothing", draft.id());
        session.execute("""
                insert into channel_definition (channel_id, settings, changed_by, changed_at) values ($1, $2, $3, $4)
                on conflict (channel_id) do update set settings = excluded.settings, changed_by = excluded.changed_by, changed_at = excluded.changed_at,
                                                       version = channel_definition.version + 1, removed_at = null
                """, draft.id(), settings, agent, clock.instant());
        Difference made = new Difference().fresh("label", Optional.of(draft.label())).fresh("teamId", draft.team());
        forms.addChanges(made, SETTINGS, draft.type(), new JsonObject(), settings);
        tell(session, Kind.CHANNEL_ADDED, agent, draft.id(), made.in(new JsonObject().put("type", draft.type())));
        return required(session, draft.id());
    }

    /**
     * As a whole; its type stays.
     *
     * @param version that the administrator saw
     */
    public ChannelDefinition change(UUID agent, long version, ChannelDefinition.Draft draft) throws InterruptedException {
        ChannelDefinition changed = database.inTransaction(session -> {
            ChannelDefinition before = locked(session, draft.id());
            if (before.version() != version) {
                throw new ChannelRefusal(Reason.CHANGED_MEANWHILE, "Somebody else has changed this channel meanwhile: read it again.");
            }
            requireNames(draft);
            JsonObject settings = small(forms.sealed(draft, before.settings()));
            requireTeam(session, draft.team());
            session.execute("update channel set label = $2, team_id = $3 where id = $1", draft.id(), draft.label(),
                    draft.team().orElse(null));
            session.execute("""
                    update channel_definition set settings = $2, changed_by = $3, changed_at = $4, version = version + 1 where channel_id = $1
                    """, draft.id(), settings, agent, clock.instant());
            Difference difference = new Difference().of("label", Optional.of(before.label()), Optional.of(draft.label()))
                    .of("teamId", before.team(), draft.team());
            forms.addChanges(difference, SETTINGS, draft.type(), before.settings(), settings);
            tell(session, Kind.CHANNEL_REDEFINED, agent, draft.id(), difference.in(new JsonObject()));
            return required(session, draft.id());
        });
        apply();
        return changed;
    }

    /** What was said by it stays, with what waits to be sent; its settings go. */
    public void remove(UUID agent, String channel) throws InterruptedException {
        database.inTransaction(session -> {
            ChannelDefinition before = locked(session, channel);
            session.execute("""
                    update channel_definition set removed_at = $2, changed_by = $3, changed_at = $2, settings = '{}', version = version + 1 where channel_id = $1
                    """, channel, clock.instant(), agent);
            tell(session, Kind.CHANNEL_REMOVED, agent, channel, new JsonObject());
            return before;
        });
        apply();
    }

    private ChannelDefinition locked(Session session, String channel) throws InterruptedException {
        session.execute("select 1 from channel_definition where channel_id = $1 for update", channel);
        return required(session, channel);
    }

    private static void requireNames(ChannelDefinition.Draft draft) {
        try {
            ChannelConfiguration.requireNames(draft.id(), draft.label());
        } catch (IllegalArgumentException unfit) {
            String why = String.valueOf(unfit.getMessage());
            boolean label = why.startsWith("label ");
            throw ChannelRefusal.mistaken(label ? "label" : "id", label ? draft.label() : draft.id(), why);
        }
    }

    private void requireFree(Session session, ChannelDefinition.Draft draft) throws InterruptedException {
        if (ofTheFile.contains(draft.id()) || session.first(ALL + " and d.channel_id = $1", draft.id()).isPresent()) {
            throw new ChannelRefusal(Reason.TAKEN, "There is a channel " + draft.id() + " already.");
        }
        Optional<String> former = session.first("select type from channel where id = $1", draft.id()).map(row -> Rows.text(row, "type"));
        if (former.filter(type -> !type.equals(draft.type())).isPresent()) {
            throw new ChannelRefusal(Reason.TAKEN, "There was a channel " + draft.id() + " of type " + former.get()
                    + ": its conversations keep the name.");
        }
        long there = Rows.number(
                session.first("select count(*) as there from channel_definition where removed_at is null").orElseThrow(), "there");
        if (there >= MAXIMUM) {
            throw new ChannelRefusal(Reason.TOO_MANY, "There are " + MAXIMUM + " channels set up at the desk, which is the most.");
        }
    }

    private static void requireTeam(Session session, Optional<UUID> team) throws InterruptedException {
        if (team.isPresent() && session.first("select 1 from team where id = $1", team.get()).isEmpty()) {
            throw ChannelRefusal.mistaken("teamId", "an unknown team", "a team that there is");
        }
    }

    private static JsonObject small(JsonObject settings) {
        if (settings.encode().length() > LARGEST_SETTINGS) {
            throw ChannelRefusal.mistaken("settings", "too much", "at most " + LARGEST_SETTINGS + " characters together");
        }
        return settings;
    }

    private void tell(Session session, Kind kind, UUID agent, String channel, JsonObject detail) throws InterruptedException {
        session.afterCommit(afterCommit);
        EventLog.append(session, Entry.of(kind).channel(channel).agent(agent).detail(detail));
    }

    private static ChannelDefinition read(Row row) {
        return new ChannelDefinition(Rows.text(row, "channel_id"), Rows.text(row, "type"), Rows.text(row, "label"),
                Rows.optionalUuid(row, "team_id"), Rows.optionalText(row, "team_name"), Rows.json(row, "settings"),
                Rows.number(row, "version"), Rows.optionalUuid(row, "changed_by"), Rows.instant(row, "changed_at"));
    }

    public void close() throws InterruptedException {
        following.close();
    }
}
